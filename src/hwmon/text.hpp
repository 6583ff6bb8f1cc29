#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// Without white space (ASCII) at either end.
std::string_view trim(std::string_view text) noexcept;

inline constexpr std::size_t longest_label = 128;

/// What a driver wrote, safe to show: valid UTF-8 (a run of wrong bytes is one U+FFFD, as node_exporter has it),
/// control characters as spaces, trimmed, at most longest_label bytes.
std::string clean_label(std::string_view text);

/// The number N of a text that is `prefix` and N, in plain digits: 12 of `Core 12`.
std::optional<unsigned> number_after(std::string_view prefix, std::string_view text) noexcept;

}  // namespace cputemp::hwmon
