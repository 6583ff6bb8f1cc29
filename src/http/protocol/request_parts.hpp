#pragma once

#include <string_view>

namespace cputemp::http {

struct header_field {
  std::string_view name;
  std::string_view value;  ///< without surrounding white space
};

struct request_line {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};

/// The status to refuse with. The connection closes with the answer if the client asked for it, or if it is not certain
/// at which byte the next request would begin.
struct refusal {
  unsigned status = 400;
  bool close = true;

  bool operator==(const refusal&) const = default;
};

struct accepted_request {
  std::string_view path;   ///< begins with a slash; not decoded
  std::string_view query;  ///< the part after `?`, without it
  bool head = false;
  bool keep_alive = false;
};

}  // namespace cputemp::http
