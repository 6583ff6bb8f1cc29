#include "log/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/locale/utf.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <iterator>

namespace cputemp::app {
namespace {

namespace utf = boost::locale::utf;

constexpr std::array<std::string_view, 4> level_names = {"debug", "info", "warn", "error"};

/// RFC 3339, UTC, milliseconds.
std::string timestamp(std::chrono::system_clock::time_point when) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(when);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(when - seconds).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                     milliseconds);
}

bool needs_quotes(std::string_view value) {
  return value.empty() || std::ranges::any_of(value, [](char c) {
           const auto u = static_cast<unsigned char>(c);
           return u <= ' ' || u == '"' || u == '=' || u == '\\' || u >= 0x7F;
         });
}

/// Replaces what is not valid UTF-8 (RFC 3629): a path may hold any byte.
std::string valid_utf8(std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::string out;
  for (const auto *next = text.begin(), *const end = text.end(); next != end;) {
    const auto* const first = next;
    const auto code = utf::utf_traits<char>::decode(next, end);
    if (code == utf::illegal || code == utf::incomplete) {
      out += replacement;
      next = first + 1;
    } else {
      out.append(first, next);
    }
  }
  return out;
}

void append_quoted(std::string& out, std::string_view value) {
  out += '"';
  for (const char c : value) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (u < 0x20 || u == 0x7F)
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", u);
    else
      out += c;
  }
  out += '"';
}

void append_logfmt(std::string& out, std::string_view key, std::string_view value) {
  if (!out.empty()) out += ' ';
  out += key;
  out += '=';
  if (needs_quotes(value))
    append_quoted(out, valid_utf8(value));
  else
    out += value;
}

std::string format_json(std::string_view time, std::string_view level, std::string_view message,
                        std::span<const log_field> fields) {
  boost::json::object line;
  const auto set = [&](std::string_view key, std::string_view value) {
    line[boost::json::string_view(key.data(), key.size())] = valid_utf8(value);
  };
  set("ts", time);
  set("level", level);
  set("msg", message);
  for (const auto& [key, value] : fields) set(key, value);
  return boost::json::serialize(line);
}

class direct_sink final : public log_sink {
 public:
  void write(std::string_view line) noexcept override {
    // Nothing is to be done about a log that can't be written.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  }
};

}  // namespace

std::string format_log_line(log_format format, std::chrono::system_clock::time_point when, log_level level,
                            std::string_view message, std::span<const log_field> fields) {
  const auto time = timestamp(when);
  const auto level_name = level_names.at(static_cast<std::size_t>(level));
  if (format == log_format::json) return format_json(time, level_name, message, fields);
  std::string line;
  append_logfmt(line, "ts", time);
  append_logfmt(line, "level", level_name);
  append_logfmt(line, "msg", message);
  for (const auto& [key, value] : fields) append_logfmt(line, key, value);
  return line;
}

log_sink& standard_error() {
  static direct_sink sink;
  return sink;
}

void log::write(log_level level, std::string_view message, std::span<const log_field> fields) const noexcept try {
  if (!shows(level)) return;
  auto line = format_log_line(format_, std::chrono::system_clock::now(), level, message, fields);
  line += '\n';
  to_.write(line);
} catch (const std::exception&) {
  to_.lose_line();
}

}  // namespace cputemp::app
