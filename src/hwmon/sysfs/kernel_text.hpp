#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

// The names and labels that the kernel and its drivers write.

/// Returns the text without white space (ASCII) at either end.
std::string_view trim(std::string_view text) noexcept;

inline constexpr std::size_t longest_label = 128;

/// Returns the `name` of a chip as it is shown, and as tables know it: cleaned (clean_name), at most longest_label
/// bytes.
std::string clean_driver_name(std::string_view text);

/// Makes a driver's text safe to show: valid UTF-8 (one U+FFFD for a run of wrong bytes, as in node_exporter), spaces
/// for control characters, trimmed, at most longest_label bytes.
std::string clean_label(std::string_view text);

/// Makes any text safe to show on one line: control characters and wrong bytes become escape sequences, `\n` and
/// `\x1b`.
std::string visible(std::string_view text);

/// Returns a label as node_exporter shows it: its first longest_label bytes without newlines at either end, and with
/// one U+FFFD for a run of wrong bytes. Control characters and spaces stay.
std::string raw_label(std::string_view text);

/// Returns the rest after the prefix of an entry that matches the glob `PREFIX[0-9]*`; empty for others.
std::string_view numbered_entry(std::string_view prefix, std::string_view entry) noexcept;

/// Returns the number N of a text that is `prefix` and N in plain digits: 12 of `Core 12`.
std::optional<unsigned> number_after(std::string_view prefix, std::string_view text) noexcept;

}  // namespace cputemp::hwmon
