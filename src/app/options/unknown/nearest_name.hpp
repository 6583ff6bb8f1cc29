#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cputemp::app {

/// The name that was probably meant by one that is unknown: it has few letters more, less or different, or one holds
/// the other. Empty if none is near.
std::string_view nearest_name(std::string_view unknown, std::span<const std::string> known);

/// `; did you mean PREFIXNAME?` or, if no name is near, `; FALLBACK`.
std::string suggestion(std::string_view unknown, std::span<const std::string> known, std::string_view prefix,
                       std::string_view fallback);

}  // namespace cputemp::app
