#include "accept_backoff.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace cputemp::http {
namespace {

constexpr std::chrono::milliseconds first_pause(5);
constexpr std::chrono::milliseconds longest_pause(1000);

// accept(2): Linux passes on the errors of the new socket, to be treated like a retry.
bool is_of_that_connection(const boost::system::error_code& error) {
  switch (error.value()) {
    case ECONNABORTED:
    case ECONNRESET:
    case EINTR:
    case EPROTO:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ETIMEDOUT:
      return true;
    default:
      return false;
  }
}

}  // namespace

accept_backoff::reaction accept_backoff::failed(const boost::system::error_code& error) {
  if (is_of_that_connection(error)) return {};
  const bool begins = next_ == std::chrono::milliseconds(0);
  const auto pause = begins ? first_pause : next_;
  next_ = std::min(2 * pause, longest_pause);
  return {pause, begins};
}

bool accept_backoff::succeeded() { return std::exchange(next_, {}) != std::chrono::milliseconds(0); }

}  // namespace cputemp::http
