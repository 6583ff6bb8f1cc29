#pragma once

#include "connection/worker.hpp"
#include "listening/accept_backoff.hpp"
#include "listening/bind.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace cputemp::http {

/// Accepts on the first worker's io_context and distributes the sockets among the workers in turn.
class listener : public std::enable_shared_from_this<listener> {
 public:
  /// `workers` is not empty.
  explicit listener(std::vector<std::shared_ptr<worker>> workers);

  boost::asio::io_context& context() { return workers_.front()->context(); }
  void add(bound opened);
  void start();
  /// On the first worker's thread.
  void stop();

 private:
  struct port {
    bound opened;
    boost::asio::steady_timer pause;  ///< its own: one port that pauses must not wake another
  };

  /// Goes on whatever an accept fails with, short memory included, until stop().
  boost::asio::awaitable<void> accept_on(std::size_t index);
  boost::asio::awaitable<boost::system::error_code> accept_one(acceptor& from);
  boost::asio::awaitable<void> pause_after(boost::system::error_code error, boost::asio::steady_timer& timer);
  void open(boost::asio::generic::stream_protocol::socket socket, const acceptor::endpoint_type& peer,
            const std::shared_ptr<worker>& chosen);

  const std::vector<std::shared_ptr<worker>> workers_;
  std::vector<port> ports_;
  std::size_t next_worker_ = 0;
  accept_backoff backoff_;
  bool is_stopped_ = false;
};

}  // namespace cputemp::http
