#pragma once

#include <boost/system/error_code.hpp>

#include <cerrno>
#include <system_error>

namespace cputemp::hwmon {

// All errors of system calls are in the generic category, so that they compare equal and classify() needs one table.

inline boost::system::error_code last_error() noexcept { return {errno, boost::system::generic_category()}; }

/// Of std::filesystem, which reports errno values in the system category.
inline boost::system::error_code errno_code(const std::error_code& error) noexcept {
  return {error.value(), boost::system::generic_category()};
}

}  // namespace cputemp::hwmon
