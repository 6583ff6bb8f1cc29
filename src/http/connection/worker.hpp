#pragma once

#include "connection/deadline_sweep.hpp"
#include "connection/outward_calls.hpp"
#include "connection/request_memory.hpp"
#include "connection/shared_state.hpp"
#include "protocol/http_date.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>

namespace cputemp::http {

/// One io_context with its thread, and what the connections share there. Knows them only as hosted_connection.
class worker {
 public:
  worker(boost::asio::io_context& context, std::shared_ptr<shared_state> shared, time_source now = &clock::now);

  boost::asio::io_context& context() { return context_; }
  shared_state& shared() { return *shared_; }
  outward_calls& calls() { return calls_; }

  /// On its thread, from here on.
  deadline_sweep& sweep() { return *sweep_; }
  request_memory_pool& pool() { return pool_; }
  http_date& date() { return date_; }

  void add(hosted_connection& opened);
  void remove(hosted_connection& closed);
  /// Lets its io_context run out of work once the last connection has ended.
  void drain();
  /// Ends all connections at once.
  void stop();

 private:
  void report_if_drained();

  boost::asio::io_context& context_;
  const std::shared_ptr<shared_state> shared_;
  outward_calls calls_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_;
  const std::shared_ptr<deadline_sweep> sweep_;
  request_memory_pool pool_;
  http_date date_;
  bool is_draining_ = false;
  bool is_drained_ = false;
};

}  // namespace cputemp::http
