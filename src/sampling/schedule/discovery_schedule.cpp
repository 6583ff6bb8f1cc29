#include "schedule/discovery_schedule.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace cputemp::sampling {
namespace {

using time_point = boot_clock::time_point;

// A device that reports that it is gone but is still listed must not cause one discovery after another.
constexpr auto retry_after = std::chrono::seconds(1);
// Docking and booting bring events by the hundred.
constexpr auto closest = std::chrono::milliseconds(200);
constexpr auto files_created_after = std::chrono::milliseconds(500);
// After the first discovery that was given up, the second, and so on; the next one would be the last. Each may hold a
// thread for ever, so a hang of seconds and one of minutes is survived, and one of hours costs four threads.
constexpr boot_clock::duration pauses[] = {std::chrono::seconds(5), std::chrono::minutes(1), std::chrono::minutes(10)};

}  // namespace

void discovery_schedule::event(time_point now) {
  // The discovery that is under way may have passed the place already.
  look_ = std::min(look_, began_ ? std::max(now, *began_ + closest) : now);
  second_look_ = now + files_created_after;
}

std::optional<discovery_id> discovery_schedule::begin_if_due(time_point now, bool awaited) {
  if (now < next(awaited)) return std::nullopt;
  under_way_ = ++last_;
  again_ = false;
  began_ = now;
  look_ = time_point::max();
  if (now >= second_look_) second_look_ = time_point::max();
  return under_way_;
}

void discovery_schedule::failed(time_point now) {
  under_way_.reset();
  ended_ = now;
}

bool discovery_schedule::ended(discovery_id id, time_point now) {
  if (under_way_ == id) under_way_.reset();
  stuck_.erase(id);
  if (id < newest_listed_) return false;
  newest_listed_ = id;
  ended_ = now;
  hung_ = false;
  return true;
}

bool discovery_schedule::give_up_if_late(time_point now) {
  if (now < late_at()) return false;
  stuck_.insert(*under_way_);
  under_way_.reset();
  retry_ = now + pauses[std::min(stuck_.size(), std::size(pauses)) - 1];
  return !std::exchange(hung_, true);
}

time_point discovery_schedule::late_at() const { return under_way_ ? *began_ + limit_ : time_point::max(); }

time_point discovery_schedule::next(bool awaited) const {
  if (under_way_) return time_point::max();
  if (hung_) return stuck_.size() > std::size(pauses) ? time_point::max() : retry_;
  if (!ended_) return time_point::min();
  auto next = std::min(look_, second_look_);
  if (again_ || !listed()) next = std::min(next, *ended_ + retry_after);
  if (always_awaited_ || awaited) next = std::min(next, *ended_ + rediscovery_);
  return next;
}

}  // namespace cputemp::sampling
