#pragma once

#include "connection/connection.hpp"
#include "protocol/head_scanner.hpp"

#include <boost/asio/awaitable.hpp>

namespace cputemp::http {

struct arrival {
  enum class kind { head, refused, gone };

  kind what = kind::gone;
  head_scanner scanned;  ///< its views and positions refer to the connection's memory
  refusal why;           ///< if refused
};

/// Waits for one whole head and leaves it, with all that follows it, in the connection's memory. Until something
/// arrives the connection holds no memory. `now` is when the wait begins. The connection outlives it.
boost::asio::awaitable<arrival> receive_head(connection& from, clock::time_point now);

}  // namespace cputemp::http
