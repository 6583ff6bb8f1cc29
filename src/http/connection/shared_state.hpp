#pragma once

#include "connection/connection_ledger.hpp"

#include <cputemp/http/server.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace cputemp::http {

/// Shared by all workers: constant, except for the ledger and the counters.
struct shared_state {
  shared_state(const server_settings& given, std::vector<endpoint> table, server_observer& watching,
               std::size_t worker_count)
      : settings(given),
        endpoints(std::move(table)),
        observer(watching),
        ledger(given.max_connections, given.max_connections_per_address),
        undrained(worker_count) {}

  /// Once for each worker, when its last connection has ended after the server began to drain.
  void worker_is_drained() {
    if (--undrained == 0 && drained) drained();
  }

  const server_settings settings;
  const std::vector<endpoint> endpoints;
  server_observer& observer;  ///< called by way of outward_calls only
  connection_ledger ledger;
  std::atomic<std::size_t> turned_away{0};  ///< connections that are being answered 503
  std::atomic<std::size_t> undrained;       ///< workers
  std::function<void()> drained;            ///< set before the server starts; called on the last worker's thread
};

}  // namespace cputemp::http
