#include "connection/connection_ledger.hpp"

namespace cputemp::http {
namespace {

constexpr int waiting_group = 0;
constexpr int idle_group = 1;

// A flood while very many are being answered must not cost a look at each of them for each connection. Those looked at
// go to the end, so the next call goes on with others.
constexpr int most_busy_looked_at = 64;

}  // namespace

void ledger_entry::now_is(connection_state state, std::chrono::steady_clock::time_point since) {
  // Read by others one after the other: the difference of a moment does no harm.
  since_.store(since.time_since_epoch().count(), std::memory_order_relaxed);
  state_.store(state, std::memory_order_relaxed);
}

std::chrono::steady_clock::time_point ledger_entry::since() const {
  return std::chrono::steady_clock::time_point(
      std::chrono::steady_clock::duration(since_.load(std::memory_order_relaxed)));
}

std::optional<eviction_rank> ledger_entry::rank() const {
  switch (state()) {
    case connection_state::newcomer:
    case connection_state::leaving:
      return eviction_rank{waiting_group, since()};
    case connection_state::idle:
      return eviction_rank{idle_group, since()};
    case connection_state::busy:
      break;
  }
  return std::nullopt;
}

connection_ledger::admission connection_ledger::admit(ledger_entry& entry, time_point now) {
  const std::lock_guard lock(mutex_);
  // The only step that may throw.
  const auto peer = entry.peer() ? per_address_.try_emplace(entry.peer()).first : per_address_.end();
  ledger_entry* chosen = nullptr;
  bool is_full = false;
  if (peer != per_address_.end() && max_per_address_ != 0 && peer->second.size() >= max_per_address_) {
    is_full = true;
    chosen = first_to_go(peer->second, now);
  } else if (max_connections_ != 0 && all_.size() >= max_connections_) {
    is_full = true;
    chosen = first_to_go(all_, now);
  }
  const bool admitted = !is_full || chosen != nullptr;
  if (admitted) list(entry, entry.rank().value_or(eviction_rank{idle_group, now}));
  if (chosen != nullptr) evict(*chosen);
  forget_if_empty(peer);
  return {admitted, chosen != nullptr};
}

void connection_ledger::remove(ledger_entry& entry) {
  const std::lock_guard lock(mutex_);
  if (!entry.among_all_hook::is_linked()) return;
  unlist(entry);
  forget_if_empty(per_address_.find(entry.peer()));
}

void connection_ledger::leaves(ledger_entry& entry, time_point now) {
  const std::lock_guard lock(mutex_);
  entry.now_is(connection_state::leaving, now);
  if (!entry.among_all_hook::is_linked()) return;
  unlist(entry);
  list(entry, {waiting_group, now});
}

bool connection_ledger::make_room(time_point now) {
  const std::lock_guard lock(mutex_);
  auto* const chosen = first_to_go(all_, now);
  if (chosen != nullptr) evict(*chosen);
  return chosen != nullptr;
}

template <class Set>
ledger_entry* connection_ledger::first_to_go(Set& among, time_point now) {
  for (int busy = 0; busy < most_busy_looked_at && !among.empty();) {
    auto& first = *among.begin();
    const auto rank = first.rank();
    if (rank && *rank <= first.listed_as_) return &first;
    if (!rank) ++busy;
    unlist(first);
    // A busy one will be idle later than now.
    list(first, rank.value_or(eviction_rank{idle_group, now}));
  }
  return nullptr;
}

void connection_ledger::evict(ledger_entry& chosen) {
  unlist(chosen);
  forget_if_empty(per_address_.find(chosen.peer()));
  chosen.evict();
}

void connection_ledger::list(ledger_entry& entry, const eviction_rank& as) {
  entry.listed_as_ = as;
  all_.insert(entry);
  if (entry.peer()) per_address_.find(entry.peer())->second.insert(entry);
}

void connection_ledger::unlist(ledger_entry& entry) {
  all_.erase(all_.iterator_to(entry));
  if (!entry.peer()) return;
  auto& peers = per_address_.find(entry.peer())->second;
  peers.erase(peers.iterator_to(entry));
}

void connection_ledger::forget_if_empty(peer_map::iterator peer) {
  if (peer != per_address_.end() && peer->second.empty()) per_address_.erase(peer);
}

}  // namespace cputemp::http
