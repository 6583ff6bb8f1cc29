#pragma once

#include <boost/intrusive/list.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

namespace cputemp::http {

/// An IPv6 address, or an IPv4 one mapped into it; nothing for the peers of a unix socket, who are on this host.
using peer_address = std::optional<std::array<unsigned char, 16>>;

/// One connection as the ledger sees it.
class tenant : public boost::intrusive::list_base_hook<> {
 public:
  enum class standing {
    newcomer,  ///< has not completed a request
    busy,      ///< a request is arriving or being answered
    idle,      ///< waits for its next request
    leaving,   ///< has its last answer, or was asked to go
  };

  explicit tenant(const peer_address& peer) : peer_(peer) {}
  tenant(const tenant&) = delete;
  tenant& operator=(const tenant&) = delete;
  virtual ~tenant() = default;

  /// By the connection's own thread, while the accepting thread may look.
  void now_is(standing, std::chrono::steady_clock::time_point since);

  const peer_address& peer() const { return peer_; }
  standing state() const { return state_.load(std::memory_order_relaxed); }
  std::chrono::steady_clock::time_point since() const;

 private:
  friend class connection_ledger;
  /// Asks the connection to end itself on its own thread, unless a request has begun meanwhile. From any thread.
  virtual void evict() noexcept = 0;

  const peer_address peer_;
  std::atomic<standing> state_ = standing::newcomer;
  std::atomic<std::chrono::steady_clock::rep> since_ = 0;
  bool evicted_ = false;  ///< under the ledger's mutex
};

/// Who is connected, and who has to go when there is no room. Its mutex is taken when a connection opens or
/// closes and never for a request.
class connection_ledger {
 public:
  /// 0 is no limit.
  connection_ledger(std::size_t max_connections, std::size_t max_per_address)
      : max_connections_(max_connections), max_per_address_(max_per_address) {}

  struct admission {
    bool admitted = false;
    bool evicted = false;  ///< another had to make room
  };
  /// Lets `who` in, at another's cost where a limit is reached, or not at all.
  admission admit(tenant& who);
  /// Nothing for one that was not let in.
  void remove(tenant& who);
  /// Closes one connection that waits, if there is any: descriptors have run out.
  bool make_room();

 private:
  bool evict_one(const peer_address* of);
  std::size_t count_of(const peer_address& peer) const;
  void uncount(tenant& who);

  const std::size_t max_connections_;
  const std::size_t max_per_address_;
  std::mutex mutex_;
  boost::intrusive::list<tenant> tenants_;
  std::size_t counted_ = 0;  ///< those evicted count no more, although they still wind up
  std::map<peer_address, std::size_t> per_address_;
};

}  // namespace cputemp::http
