#pragma once

#include <set>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// Reads the kernel's list format, `0-3,8` (Documentation/admin-guide/cputopology). Parts that are no list are left
/// out, and so is what no kernel can have.
std::set<unsigned> parse_cpu_list(std::string_view);

/// Writes it as the kernel does.
std::string write_cpu_list(const std::set<unsigned>&);

}  // namespace cputemp::hwmon
