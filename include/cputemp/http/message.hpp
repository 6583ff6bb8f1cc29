#pragma once

#include <boost/assert/source_location.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cputemp::http {

/// The header fields of a request; names are compared without regard to case.
class header_fields {
 public:
  virtual ~header_fields() = default;
  /// The first field of that name, without surrounding white space; empty if there is none.
  virtual std::string_view find(std::string_view name) const = 0;
  /// Calls the function with each field of that name, in their order: together they are one list (RFC 9110 §5.3).
  virtual void visit(std::string_view name, const std::function<void(std::string_view)>&) const = 0;
};

/// A request that passed every check of RFC 9112. Its views live until the handler has answered.
struct request {
  std::string_view path;   ///< of the target, not decoded: endpoints are plain ASCII
  std::string_view query;  ///< the part after `?`, without it
  const header_fields& fields;
  std::chrono::steady_clock::time_point received;  ///< when its header was complete
};

/// An error, as a message for a person.
struct failure {
  std::string message;
};

/// Called by `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(const failure& failed, const boost::source_location&) {
  throw std::runtime_error(failed.message);
}

struct response {
  unsigned status = 200;
  std::string_view content_type = "text/plain; charset=utf-8";  ///< a literal, or lives as long as body
  std::shared_ptr<const std::string> body;
  /// Further header lines, each ended by CRLF (`Content-Encoding`, `Vary`); a literal, or lives as long as body.
  std::string_view fields = {};
};

}  // namespace cputemp::http
