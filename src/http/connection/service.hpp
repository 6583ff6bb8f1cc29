#pragma once

#include "connection/connection_ledger.hpp"

#include <cputemp/http/server.hpp>

#include <atomic>
#include <cstddef>
#include <utility>
#include <vector>

namespace cputemp::http {

/// What all workers share: constant, but for the ledger and the counter.
struct service {
  service(const server_settings& given, std::vector<endpoint> table, server_observer& told)
      : settings(given),
        endpoints(std::move(table)),
        observer(told),
        ledger(given.max_connections, given.max_connections_per_address) {}

  const server_settings settings;
  const std::vector<endpoint> endpoints;
  server_observer& observer;
  connection_ledger ledger;
  std::atomic<std::size_t> turned_away{0};  ///< connections that are just being answered 503
};

}  // namespace cputemp::http
