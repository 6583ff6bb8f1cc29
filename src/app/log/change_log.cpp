#include "log/change_log.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace cputemp::app {
namespace {

constexpr auto period = std::chrono::minutes(1);
constexpr unsigned lines_at_once = 2;

}  // namespace

line_limit::clock::time_point line_limit::write(const log& to, const std::string& condition, log_line line,
                                                clock::time_point now) {
  if (!to.shows(line.level)) return never;
  auto& of = conditions_.try_emplace(condition, state{now, lines_at_once}).first->second;
  if (!of.held && now - of.written >= period) of.left = lines_at_once;
  if (!of.held && of.left > 0) {
    --of.left;
    of.written = now;
    to.write(line);
    return of.written + period;  // when there is nothing left to remember about it
  }
  if (of.held) ++of.suppressed;
  of.held = std::move(line);
  return of.written + period;
}

line_limit::clock::time_point line_limit::release(const log& to, clock::time_point now) {
  auto next = never;
  for (auto each = conditions_.begin(); each != conditions_.end();) {
    auto& of = each->second;
    const bool due = now - of.written >= period;
    if (due && !of.held) {
      each = conditions_.erase(each);
      continue;
    }
    if (due) write_held(to, of, now);
    next = std::min(next, of.written + period);
    ++each;
  }
  return next;
}

void line_limit::release_all(const log& to) {
  for (auto& [condition, of] : conditions_)
    if (of.held) write_held(to, of, of.written);
}

void line_limit::write_held(const log& to, state& of, clock::time_point now) {
  if (of.suppressed > 0) of.held->fields.push_back({"suppressed", std::to_string(of.suppressed)});
  to.write(*of.held);
  of = {.written = now, .left = 0};
}

change_log::change_log(const log& to, const boost::asio::any_io_executor& executor) : log_(to), timer_(executor) {}

void change_log::write(const std::string& condition, log_line line) {
  std::unique_lock lock(mutex_);
  if (is_stopped_) return log_.write(line);
  const auto due = limit_.write(log_, condition, std::move(line), line_limit::clock::now());
  lock.unlock();
  if (due != line_limit::never) boost::asio::post(timer_.get_executor(), [this, due] { arm(due); });
}

void change_log::arm(line_limit::clock::time_point due) {
  if (is_stopped_ || due >= armed_for_) return;
  armed_for_ = due;
  timer_.expires_at(due);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    armed_for_ = line_limit::never;
    std::unique_lock lock(mutex_);
    const auto next = limit_.release(log_, line_limit::clock::now());
    lock.unlock();
    if (next != line_limit::never) arm(next);
  });
}

void change_log::stop() {
  const std::scoped_lock lock(mutex_);
  is_stopped_ = true;
  timer_.cancel();
  limit_.release_all(log_);
}

}  // namespace cputemp::app
