#pragma once

#include "fuzz/account.hpp"

#include <cstdint>
#include <string_view>

namespace cputemp::fuzz {

enum class text_format : std::uint8_t { text_0_0_4, openmetrics_1_0 };

/// Returns what a text says. Aborts if it is not of that format, to the letter: the parsers that are in use let much
/// pass.
account read_text(std::string_view text, text_format format);

}  // namespace cputemp::fuzz
