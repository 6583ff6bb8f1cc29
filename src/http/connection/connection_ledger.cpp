#include "connection/connection_ledger.hpp"

#include <utility>

namespace cputemp::http {
namespace {

// First whoever has not completed a request, so that a scraper keeps its place while strangers come and go; then
// whoever is idle. Among equals the one that has waited longest. Nothing for one that must not be disturbed.
std::optional<std::pair<int, std::chrono::steady_clock::time_point>> eviction_order(const tenant& who) {
  switch (who.state()) {
    case tenant::standing::newcomer:
    case tenant::standing::leaving:
      return std::pair(0, who.since());
    case tenant::standing::idle:
      return std::pair(1, who.since());
    case tenant::standing::busy:
      break;
  }
  return std::nullopt;
}

}  // namespace

void tenant::now_is(standing state, std::chrono::steady_clock::time_point since) {
  // Nobody draws conclusions from both together that a moment's difference would make wrong.
  since_.store(since.time_since_epoch().count(), std::memory_order_relaxed);
  state_.store(state, std::memory_order_relaxed);
}

std::chrono::steady_clock::time_point tenant::since() const {
  return std::chrono::steady_clock::time_point(
      std::chrono::steady_clock::duration(since_.load(std::memory_order_relaxed)));
}

connection_ledger::admission connection_ledger::admit(tenant& who) {
  const std::lock_guard lock(mutex_);
  admission result;
  if (who.peer() && max_per_address_ != 0 && count_of(who.peer()) >= max_per_address_) {
    if (!evict_one(&who.peer())) return result;
    result.evicted = true;
  } else if (max_connections_ != 0 && counted_ >= max_connections_) {
    if (!evict_one(nullptr)) return result;
    result.evicted = true;
  }
  if (who.peer()) ++per_address_[who.peer()];
  ++counted_;
  tenants_.push_back(who);
  result.admitted = true;
  return result;
}

void connection_ledger::remove(tenant& who) {
  const std::lock_guard lock(mutex_);
  if (!who.is_linked()) return;
  uncount(who);
  tenants_.erase(tenants_.iterator_to(who));
}

bool connection_ledger::make_room() {
  const std::lock_guard lock(mutex_);
  return evict_one(nullptr);
}

bool connection_ledger::evict_one(const peer_address* of) {
  tenant* chosen = nullptr;
  std::optional<std::pair<int, std::chrono::steady_clock::time_point>> chosen_order;
  for (auto& each : tenants_) {
    if (each.evicted_ || (of != nullptr && each.peer() != *of)) continue;
    const auto order = eviction_order(each);
    if (!order || (chosen != nullptr && *chosen_order <= *order)) continue;
    chosen = &each;
    chosen_order = order;
  }
  if (chosen == nullptr) return false;
  uncount(*chosen);
  chosen->evicted_ = true;
  chosen->evict();
  return true;
}

std::size_t connection_ledger::count_of(const peer_address& peer) const {
  const auto found = per_address_.find(peer);
  return found == per_address_.end() ? 0 : found->second;
}

void connection_ledger::uncount(tenant& who) {
  if (who.evicted_) return;
  --counted_;
  if (!who.peer()) return;
  const auto found = per_address_.find(who.peer());
  if (--found->second == 0) per_address_.erase(found);
}

}  // namespace cputemp::http
