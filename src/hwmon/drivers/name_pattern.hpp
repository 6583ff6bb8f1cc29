#pragma once

#include <optional>
#include <string_view>

namespace cputemp::hwmon {

/// The numbers in a name that fits a pattern.
struct pattern_match {
  std::optional<unsigned> package;  ///< at `@`
  std::optional<unsigned> number;   ///< at the first `#`
};

/// Compares a name with a pattern in which each `#` and `@` stands for a decimal number and all else for itself. Null
/// if they differ.
std::optional<pattern_match> match_name(std::string_view pattern, std::string_view name) noexcept;

}  // namespace cputemp::hwmon
