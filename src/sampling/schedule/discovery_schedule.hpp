#pragma once

#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstdint>
#include <optional>
#include <set>

namespace cputemp::sampling {

/// Names a discovery; never used again, and greater than those of earlier ones.
using discovery_id = std::uint64_t;

/// Decides when to look for devices. One discovery at a time: at the start, every minute while readings are wanted, a
/// second after a read or a discovery gave reason to look again, and when the kernel reports that a device came or
/// went. A discovery that lasts too long is left alone, and another one begins beside it: soon the first time, then
/// after longer and longer pauses, until four of them are stuck.
class discovery_schedule {
 public:
  explicit discovery_schedule(const settings& s)
      : rediscovery_(s.rediscovery), limit_(s.discovery_limit), always_awaited_(s.in_background()) {}

  /// The kernel reports that a device came or went. Many at once are answered together, and the last one twice: a
  /// driver may still be creating files when its device is announced.
  void event(boot_clock::time_point now);
  /// A read reported that its device is gone, or the discovery that just ended was incomplete.
  void look_again() { again_ = true; }

  /// Returns the discovery that begins now, if one is due. `awaited`: a scrape waits for readings.
  std::optional<discovery_id> begin_if_due(boot_clock::time_point now, bool awaited);
  /// It could not be begun.
  void failed(boot_clock::time_point now);
  /// It has listed the devices. Returns whether that is the newest list; one that hung may end after a later one.
  bool ended(discovery_id, boot_clock::time_point now);
  /// Leaves the discovery under way alone if it has lasted too long. Returns true if none was hung before.
  bool give_up_if_late(boot_clock::time_point now);

  /// When the next one begins; time_point::max() while one is under way.
  boot_clock::time_point next(bool awaited) const;
  /// When the one under way has lasted too long; time_point::max() if there is none.
  boot_clock::time_point late_at() const;
  /// Whether any discovery has listed the devices.
  bool listed() const noexcept { return newest_listed_ != 0; }
  /// Whether one was given up and none that began later, nor that one itself, has ended since.
  bool hung() const noexcept { return hung_; }

 private:
  boot_clock::duration rediscovery_;
  boot_clock::duration limit_;
  bool always_awaited_;
  std::optional<discovery_id> under_way_;
  std::set<discovery_id> stuck_;  // given up, and not ended
  discovery_id last_ = 0;
  discovery_id newest_listed_ = 0;
  bool hung_ = false;
  bool again_ = false;
  boot_clock::time_point retry_ = boot_clock::time_point::max();        // if `hung_`
  boot_clock::time_point look_ = boot_clock::time_point::max();         // for an event that had no discovery yet
  boot_clock::time_point second_look_ = boot_clock::time_point::max();  // after the last event
  std::optional<boot_clock::time_point> began_;
  std::optional<boot_clock::time_point> ended_;
};

}  // namespace cputemp::sampling
