#pragma once

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace cputemp::http {

class connection;

/// Answers the requests of one connection, one after the other, until it ends. An exception ends the connection and is
/// reported to the observer.
boost::asio::awaitable<void> serve_connection(std::shared_ptr<connection> opened);

/// Answers 503 without waiting for a request, and closes.
boost::asio::awaitable<void> refuse_connection(std::shared_ptr<connection> opened);

}  // namespace cputemp::http
