#pragma once

#include <boost/intrusive/set.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <compare>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

namespace cputemp::http {

/// An IPv6 address, or an IPv4 one mapped into it; nothing for the peers of a unix socket, which are on this host.
using peer_address = std::optional<std::array<unsigned char, 16>>;

enum class connection_state {
  newcomer,  ///< has not completed a request
  busy,      ///< a request is arriving or being answered
  idle,      ///< waits for its next request
  leaving,   ///< has sent its last answer
};

/// The order in which connections are closed to make room: first those that have not completed a request, so that a
/// scraper keeps its place while strangers come and go; then the idle ones. Among equals the one that has waited
/// longest.
struct eviction_rank {
  int group = 0;
  std::chrono::steady_clock::time_point since;
  auto operator<=>(const eviction_rank&) const = default;
};

struct among_all;
struct among_its_peers;
using among_all_hook = boost::intrusive::set_base_hook<boost::intrusive::tag<among_all>>;
using among_its_peers_hook = boost::intrusive::set_base_hook<boost::intrusive::tag<among_its_peers>>;

/// One connection as the ledger sees it.
class ledger_entry : public among_all_hook, public among_its_peers_hook {
 public:
  explicit ledger_entry(const peer_address& peer) : peer_(peer) {}
  ledger_entry(const ledger_entry&) = delete;
  ledger_entry& operator=(const ledger_entry&) = delete;
  virtual ~ledger_entry() = default;

  /// By the connection's own thread, while the accepting thread may look. Not for `leaving`: see connection_ledger.
  void now_is(connection_state, std::chrono::steady_clock::time_point since);

  const peer_address& peer() const { return peer_; }
  connection_state state() const { return state_.load(std::memory_order_relaxed); }
  std::chrono::steady_clock::time_point since() const;

  /// For the ledger's sets.
  struct by_rank {
    bool operator()(const ledger_entry& a, const ledger_entry& b) const { return a.listed_as_ < b.listed_as_; }
  };

 private:
  friend class connection_ledger;
  /// Asks the connection to end itself on its own thread, unless a request has begun meanwhile. From any thread.
  virtual void evict() noexcept = 0;
  /// Nothing if it must not be disturbed.
  std::optional<eviction_rank> rank() const;

  const peer_address peer_;
  std::atomic<connection_state> state_ = connection_state::newcomer;
  std::atomic<std::chrono::steady_clock::rep> since_ = 0;
  eviction_rank listed_as_;  ///< under the ledger's mutex, and never greater than rank()
};

/// Knows which connections there are and which one has to go if there is no room. Its mutex is taken when a connection
/// opens or closes and never for a request. So the ranks in its sets may be old: that of the first one is compared with
/// its present state, and corrected, before it is chosen. States only change towards a greater rank, so no other can
/// come before the first. Only leaves() makes a rank smaller, under the mutex.
class connection_ledger {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// 0 is no limit.
  connection_ledger(std::size_t max_connections, std::size_t max_per_address)
      : max_connections_(max_connections), max_per_address_(max_per_address) {}

  struct admission {
    bool admitted = false;
    bool evicted = false;  ///< another one had to go
  };
  /// Admits `entry`, at another's cost if a limit is reached, or refuses it.
  admission admit(ledger_entry& entry, time_point now);
  /// Does nothing if it was not admitted.
  void remove(ledger_entry& entry);
  /// From now on it is only lingering. By the connection's own thread.
  void leaves(ledger_entry& entry, time_point now);
  /// Closes one connection that waits, if there is any: descriptors have run out.
  bool make_room(time_point now);

 private:
  template <class Hook>
  using set_of = boost::intrusive::multiset<ledger_entry, boost::intrusive::base_hook<Hook>,
                                            boost::intrusive::compare<ledger_entry::by_rank>>;
  using peer_map = std::map<peer_address, set_of<among_its_peers_hook>>;

  template <class Set>
  ledger_entry* first_to_go(Set& among, time_point now);
  /// Those evicted count no more, although they still wind up.
  void evict(ledger_entry& chosen);
  void list(ledger_entry& entry, const eviction_rank& as);
  void unlist(ledger_entry& entry);
  void forget_if_empty(peer_map::iterator peer);

  const std::size_t max_connections_;
  const std::size_t max_per_address_;
  std::mutex mutex_;
  set_of<among_all_hook> all_;
  peer_map per_address_;  ///< unless they have no address
};

}  // namespace cputemp::http
