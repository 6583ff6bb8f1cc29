#pragma once

#include "connection/connection.hpp"
#include "connection/request_memory.hpp"
#include "connection/service.hpp"
#include "protocol/http_date.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <memory>
#include <optional>

namespace cputemp::http {

/// The connections of one io_context, and what they share on its thread. One timer serves all their deadlines: a
/// sweep looks at every connection, and fast requests, which set no deadline but that of idling, cost no timer at all.
class worker : public std::enable_shared_from_this<worker> {
 public:
  worker(boost::asio::io_context& context, std::shared_ptr<service> shared);

  boost::asio::io_context& context() { return context_; }
  service& shared() { return *shared_; }
  request_memory_pool& pool() { return pool_; }
  http_date& date() { return date_; }

  /// From any thread.
  void serve(std::shared_ptr<connection> admitted);
  /// Answers 503 and closes. From any thread.
  void turn_away(std::shared_ptr<connection> refused);

  /// On its thread, from here on.
  void expect(clock::time_point deadline);
  void add(connection& opened) { connections_.push_back(opened); }
  void remove(connection& closed);
  /// Lets its io_context run out of work once the last connection has ended.
  void drain();

 private:
  void arm(clock::time_point when);
  void sweep();

  boost::asio::io_context& context_;
  const std::shared_ptr<service> shared_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_;
  request_memory_pool pool_;
  http_date date_;
  boost::intrusive::list<connection, boost::intrusive::base_hook<worker_hook>,
                         boost::intrusive::constant_time_size<false>>
      connections_;
  bool is_draining_ = false;
  boost::asio::steady_timer timer_;
  clock::time_point armed_for_ = clock::time_point::max();
};

}  // namespace cputemp::http
