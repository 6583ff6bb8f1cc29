#pragma once

#include <span>
#include <string>
#include <string_view>

#include "options/options.hpp"

namespace cputemp::app {

/// One option, the same in all sources. A new one is
/// - a row of the table in flag_table.cpp, where its place is its place in --help,
/// - a member of `options` with the default, or, if another layer uses it, of that layer's settings in there,
/// - a reader of that member: exposition_options.cpp for /metrics, sources.cpp for the sensors, serve.cpp for the rest,
/// - a row of the flags in README.md and an entry of etc/systemd/cpu_temp_exporter.default.
/// Tests hold the last two and the default against the table.
struct flag {
  enum class shape : unsigned char {
    value,      ///< takes one; in brackets if it may be left out
    list,       ///< repeatable, and separated by commas
    toggle,     ///< `--name`; true or false in a file and the environment
    collector,  ///< `--name` and `--no-name`; true or false elsewhere
  };
  std::string_view name;  ///< without dashes
  shape kind;
  std::string_view argument;  ///< its name in --help; empty if it has none
  std::string_view fallback;  ///< the default as --help shows it; empty if there is none to show
  std::string_view help;
  /// Sets the option. Throws usage_error with what is wrong and what is expected; the caller adds where.
  void (*apply)(options&, std::span<const std::string> values);
};

/// All flags, in the order of --help.
std::span<const flag> flags();

/// Null if there is none of that name.
const flag* find_flag(std::string_view name);

/// The text of --help.
std::string help_text();

}  // namespace cputemp::app
