#pragma once

#include "connection/connection_ledger.hpp"
#include "connection/request_memory.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>
#include <memory>

namespace cputemp::http {

class worker;

/// Every operation here answers with a tuple that begins with its error.
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

using stream_socket = boost::asio::generic::stream_protocol::socket;
using clock = std::chrono::steady_clock;

/// Leaves its worker's list by itself where an io_context is destroyed with connections on it.
struct on_its_worker;
using worker_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<on_its_worker>,
                                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// A socket with its deadline. All but evict() on the thread of its worker.
class connection final : public tenant, public worker_hook, public std::enable_shared_from_this<connection> {
  const std::shared_ptr<worker> home_;  ///< before memory, which goes back to its pool

 public:
  connection(stream_socket given, const peer_address& peer, std::shared_ptr<worker> at);
  /// Leaves the ledger.
  ~connection() override;
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// The operation that waits is cancelled when it passes; timed_out() tells so until the next deadline is set.
  void set_deadline(clock::time_point when);
  void clear_deadline();
  bool timed_out() const { return timed_out_; }

  /// How the worker wakes those that are due; whether it did. `next` becomes the earliest deadline there is.
  bool wake_if_due(clock::time_point now, clock::time_point& next);

  /// No further request is taken. Whoever waits for one is woken, whoever is being answered gets that answer.
  void leave();
  bool is_leaving() const { return is_leaving_; }

  /// Closes so that the peer sees a reset: what it has not read is dropped with its memory.
  void cut();

  stream_socket socket;
  worker& home() { return *home_; }
  request_memory_pool::lease memory;  ///< none while the connection is idle
  bool is_known = false;              ///< has completed a request

 private:
  void evict() noexcept override;

  clock::time_point deadline_ = clock::time_point::max();
  bool timed_out_ = false;
  bool is_leaving_ = false;
};

}  // namespace cputemp::http
