#include "body/body_cache.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::exporter {

body_pointer body_cache::find(const snapshot_pointer& snapshot, const exposition_request& wanted) const {
  const std::scoped_lock lock(mutex_);
  if (snapshot != of_) return nullptr;
  const auto found = std::ranges::find(bodies_, wanted, &entry::wanted);
  return found == bodies_.end() ? nullptr : found->made;
}

void body_cache::turn_to(const snapshot_pointer& snapshot) {
  entries old_bodies;
  auto old = snapshot;
  const std::scoped_lock lock(mutex_);
  if (snapshot == of_ || (of_ && snapshot->sequence < of_->sequence)) return;
  of_.swap(old);
  bodies_.swap(old_bodies);
}

void body_cache::put(const snapshot_pointer& snapshot, const exposition_request& wanted, body_pointer made) {
  entries surplus;
  const std::scoped_lock lock(mutex_);
  if (snapshot != of_) return;
  bodies_.push_back({wanted, std::move(made)});
  surplus = take_out_surplus();
}

body_cache::entries body_cache::take_out_surplus() {
  const auto is_part = [this](const entry& e) { return e.wanted.collectors != full_; };
  std::size_t bytes = 0;
  for (const auto& each : bodies_)
    if (is_part(each)) bytes += each.made->size();
  entries surplus;
  const auto newest = bodies_.end() - 1;
  for (auto each = bodies_.begin(); each != newest && bytes > limit_; ++each) {
    if (!is_part(*each)) continue;
    bytes -= each->made->size();
    surplus.push_back(std::move(*each));
  }
  std::erase_if(bodies_, [](const entry& e) { return !e.made; });
  return surplus;
}

}  // namespace cputemp::exporter
