#include "listening/accept_backoff.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace cputemp::http {
namespace {

constexpr std::chrono::milliseconds first_pause(5);
constexpr std::chrono::milliseconds longest_pause(1000);

// Linux passes on errors of the new socket here; accept(2) says to treat them as a retry.
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
  const auto pause = std::max(next_, first_pause);
  next_ = std::min(2 * pause, longest_pause);
  return {pause, !std::exchange(in_episode_, true)};
}

bool accept_backoff::succeeded() {
  next_ = first_pause;
  if (std::exchange(made_room_, false)) return false;
  return std::exchange(in_episode_, false);
}

}  // namespace cputemp::http
