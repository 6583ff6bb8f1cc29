#include "schedule/discovery_schedule.hpp"

#include <algorithm>
#include <chrono>

namespace cputemp::sampling {
namespace {

using time_point = boot_clock::time_point;

// A device that reports that it is gone but is still listed must not cause one discovery after another.
constexpr auto retry_after = std::chrono::seconds(1);
// Docking and booting bring events by the hundred.
constexpr auto closest = std::chrono::milliseconds(200);
constexpr auto files_created_after = std::chrono::milliseconds(500);

}  // namespace

void discovery_schedule::event(time_point now) {
  // The discovery that is under way may have passed the place already.
  look_ = std::min(look_, began_ ? std::max(now, *began_ + closest) : now);
  second_look_ = now + files_created_after;
}

bool discovery_schedule::begin_if_due(time_point now, bool awaited) {
  if (now < next(awaited)) return false;
  under_way_ = true;
  gone_ = false;
  began_ = now;
  look_ = time_point::max();
  if (now >= second_look_) second_look_ = time_point::max();
  return true;
}

void discovery_schedule::ended(time_point now, bool listed) {
  under_way_ = false;
  ended_ = now;
  listed_ |= listed;
}

time_point discovery_schedule::next(bool awaited) const {
  if (under_way_) return time_point::max();
  if (!ended_) return time_point::min();
  auto next = std::min(look_, second_look_);
  if (gone_ || !listed_) next = std::min(next, *ended_ + retry_after);
  if (always_awaited_ || awaited) next = std::min(next, *ended_ + rediscovery_);
  return next;
}

}  // namespace cputemp::sampling
