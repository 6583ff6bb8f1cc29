#pragma once

#include <string>
#include <string_view>

namespace cputemp::http {

/// Compresses for the content coding gzip (RFC 9110 §8.4.1.3, RFC 1952). Equal content gives equal bytes. Throws
/// std::bad_alloc without memory, and std::length_error from 4 GiB on.
std::string gzip(std::string_view content);

}  // namespace cputemp::http
