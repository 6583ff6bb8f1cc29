#pragma once

#include "connection/connection_ledger.hpp"
#include "connection/deadline_sweep.hpp"
#include "connection/request_memory.hpp"

#include <cputemp/http/server.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace cputemp::http {

class outward_calls;
class worker;

/// Each operation returns a tuple that begins with its error.
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

using stream_socket = boost::asio::generic::stream_protocol::socket;

/// A socket with its deadline. All except evict() on the thread of its worker, once it has joined that.
class connection final : public ledger_entry,
                         public hosted_connection,
                         public std::enable_shared_from_this<connection> {
  const std::shared_ptr<worker> worker_;  ///< before memory, which goes back to its pool

 public:
  connection(stream_socket given, const peer_address& peer, std::shared_ptr<worker> at);
  /// Gives back all that the connection counts for: in the ledger, with the observer, with its worker.
  ~connection() override;
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Counts as open, or as turned away, for as long as this lives. Before it joins.
  void count_as_open();
  void count_as_turned_away();
  /// Begins to be swept, on its worker's thread.
  void join();

  void leave() noexcept override;
  void cut() noexcept override;
  bool is_leaving() const { return is_leaving_; }
  /// Has sent its last answer, and waits only for the peer to have received it.
  void lingers(clock::time_point now);

  const server_settings& settings() const;
  const std::vector<endpoint>& endpoints() const;
  clock::time_point now() const;
  /// For the field `Date`.
  std::string_view date() const;
  outward_calls& calls() const;
  /// Takes memory from the pool, unless the connection has some.
  request_memory& take_memory();

  stream_socket socket;
  request_memory_pool::lease memory;  ///< none while the connection is idle
  bool is_known = false;              ///< has completed a request

 private:
  void wake() noexcept override;
  void evict() noexcept override;

  bool is_leaving_ = false;
  bool is_counted_as_open_ = false;
  bool is_counted_as_turned_away_ = false;
};

}  // namespace cputemp::http
