#pragma once

#include <string>
#include <string_view>

namespace cputemp::http {

/// As content coding (RFC 9110 §8.4.1.3, RFC 1952). Equal content gives equal octets. Throws std::bad_alloc where there
/// is no memory for it, and std::length_error from 4 GiB on.
std::string gzip(std::string_view content);

}  // namespace cputemp::http
