#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::app {

enum class log_level : std::uint8_t { debug, info, warn, error };
enum class log_format : std::uint8_t { logfmt, json };

/// A field of a log line. The key is a literal of [a-z_]+.
struct log_field {
  std::string_view key;
  std::string value;
};

/// One line of the log, without its end: in JSON, or as logfmt with values quoted where they need it. Control
/// characters are escaped in both, so that a value can't forge a line.
std::string format_log_line(log_format, std::chrono::system_clock::time_point, log_level, std::string_view message,
                            std::initializer_list<log_field>);

/// Writes lines to standard error, each in one write(2), from any thread.
class log {
 public:
  log(log_level lowest, log_format format) : lowest_(lowest), format_(format) {}

  void write(log_level, std::string_view message, std::initializer_list<log_field> = {}) const;

  void debug(std::string_view m, std::initializer_list<log_field> f = {}) const { write(log_level::debug, m, f); }
  void info(std::string_view m, std::initializer_list<log_field> f = {}) const { write(log_level::info, m, f); }
  void warn(std::string_view m, std::initializer_list<log_field> f = {}) const { write(log_level::warn, m, f); }
  void error(std::string_view m, std::initializer_list<log_field> f = {}) const { write(log_level::error, m, f); }

 private:
  log_level lowest_;
  log_format format_;
};

}  // namespace cputemp::app
