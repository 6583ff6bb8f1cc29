#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::app {

enum class log_level : std::uint8_t { debug, info, warn, error };
enum class log_format : std::uint8_t { logfmt, json };

/// A field of a log line. The key is a literal of [a-z_]+.
struct log_field {
  std::string_view key;
  std::string value;
};

/// What a line says. The message is a literal.
struct log_line {
  log_level level;
  std::string_view message;
  std::vector<log_field> fields = {};
};

/// The text of a line, without its end: in JSON, or as logfmt with values quoted if they need it. Both are valid UTF-8:
/// U+FFFD replaces bytes that are not. Control characters are escaped in both, so that a value can't forge a line.
std::string format_log_line(log_format, std::chrono::system_clock::time_point, log_level, std::string_view message,
                            std::span<const log_field>);

/// Takes finished lines, each with its end, from any thread.
class log_sink {
 public:
  virtual ~log_sink() = default;
  virtual void write(std::string_view line) noexcept = 0;
  /// Called in place of write() for a line that could not be made because memory is short.
  virtual void lose_line() noexcept {}
};

/// Writes each line to standard error in one write(2), and waits for the reader if it has to.
log_sink& standard_error();

/// Writes the lines of a level and above to a sink, from any thread.
class log {
 public:
  log(log_level lowest, log_format format, log_sink& to = standard_error())
      : lowest_(lowest), format_(format), to_(to) {}

  /// Whether lines of that level are written.
  bool shows(log_level level) const noexcept { return level >= lowest_; }

  void write(log_level, std::string_view message, std::span<const log_field> = {}) const noexcept;
  void write(const log_line& line) const noexcept { write(line.level, line.message, line.fields); }

  using field_list = std::initializer_list<log_field>;
  void info(std::string_view m, field_list f = {}) const noexcept { write(log_level::info, m, {f.begin(), f.size()}); }
  void warn(std::string_view m, field_list f = {}) const noexcept { write(log_level::warn, m, {f.begin(), f.size()}); }
  void error(std::string_view m, field_list f = {}) const noexcept {
    write(log_level::error, m, {f.begin(), f.size()});
  }

 private:
  log_level lowest_;
  log_format format_;
  log_sink& to_;
};

}  // namespace cputemp::app
