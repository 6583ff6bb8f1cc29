#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>
#include <memory>

namespace cputemp::http {

using clock = std::chrono::steady_clock;

/// Tells the time; clock::now() except in tests.
using time_source = clock::time_point (*)();

class deadline_sweep;

/// Leaves its sweep by itself if an io_context is destroyed with connections on it.
struct in_sweep;
using sweep_hook = boost::intrusive::list_base_hook<boost::intrusive::tag<in_sweep>,
                                                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// A connection as its worker sees it: its deadline, and how it is ended. On the worker's thread.
class hosted_connection : public sweep_hook {
 public:
  explicit hosted_connection(deadline_sweep& at) : sweep_(at) {}
  hosted_connection(const hosted_connection&) = delete;
  hosted_connection& operator=(const hosted_connection&) = delete;
  virtual ~hosted_connection() = default;

  /// When it passes, the operation that waits is cancelled, and timed_out() is true until the next deadline is set.
  void set_deadline(clock::time_point when);
  void clear_deadline();
  bool timed_out() const { return timed_out_; }

  /// Takes no further request: ends at once if it waits for one, and else after the answer that is under way.
  virtual void leave() noexcept = 0;
  /// Ends at once so that the peer sees a reset. The kernel drops what the peer has not read.
  virtual void cut() noexcept = 0;

 private:
  friend class deadline_sweep;
  /// Cancels the operation that waits.
  virtual void wake() noexcept = 0;

  deadline_sweep& sweep_;
  clock::time_point deadline_ = clock::time_point::max();
  bool timed_out_ = false;
};

/// One timer for the deadlines of all connections of a thread. A sweep looks at every connection, and fast requests,
/// which set no deadline except that of idling, cost no timer at all.
class deadline_sweep : public std::enable_shared_from_this<deadline_sweep> {
 public:
  deadline_sweep(boost::asio::io_context& context, time_source source) : now_(source), timer_(context) {}

  clock::time_point now() const { return now_(); }

  void add(hosted_connection& opened) { connections_.push_back(opened); }
  void remove(hosted_connection& closed);
  bool is_empty() const { return connections_.empty(); }
  template <class Function>
  void for_each(Function function) {
    for (auto& each : connections_) function(each);
  }

  /// Makes sure that there is a sweep soon after `deadline`.
  void expect(clock::time_point deadline);
  /// When the next sweep is due; the maximum if there is no deadline.
  clock::time_point due() const { return armed_for_; }
  /// Wakes the connections whose deadline has passed. The timer calls it.
  void sweep();

 private:
  void arm(clock::time_point when);

  const time_source now_;
  boost::intrusive::list<hosted_connection, boost::intrusive::base_hook<sweep_hook>,
                         boost::intrusive::constant_time_size<false>>
      connections_;
  boost::asio::steady_timer timer_;
  clock::time_point armed_for_ = clock::time_point::max();
};

}  // namespace cputemp::http
