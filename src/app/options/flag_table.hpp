#pragma once

#include <span>
#include <string>
#include <string_view>

#include "options/options.hpp"

namespace cputemp::app {

/// One option, the same in all sources.
struct flag {
  enum class shape : unsigned char {
    value,      ///< takes one
    list,       ///< repeatable; separated by commas in the environment
    toggle,     ///< `--name`; true or false in a file and the environment
    collector,  ///< `--name` and `--no-name`; true or false elsewhere
  };
  std::string_view name;  ///< without dashes
  shape kind;
  std::string_view argument;  ///< its name in --help; empty where there is none
  std::string_view fallback;  ///< the default as --help shows it; empty where there is none to show
  std::string_view help;
  /// Sets the option. Throws usage_error with what is wrong and what would be right; the caller adds where.
  void (*apply)(options&, std::span<const std::string> values);
};

/// All flags, in the order of --help.
std::span<const flag> flags();

/// Null where there is none of that name.
const flag* find_flag(std::string_view name);

}  // namespace cputemp::app
