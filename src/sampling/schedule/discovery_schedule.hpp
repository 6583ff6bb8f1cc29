#pragma once

#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <optional>

namespace cputemp::sampling {

/// Decides when to look for devices. One discovery at a time: at the start, every minute while readings are wanted, a
/// second after a read reported that its device is gone, and when the kernel reports that a device came or went.
class discovery_schedule {
 public:
  explicit discovery_schedule(const settings& s) : rediscovery_(s.rediscovery), always_awaited_(s.in_background()) {}

  /// The kernel reports that a device came or went. Many at once are answered together, and the last one twice: a
  /// driver may still be creating files when its device is announced.
  void event(boot_clock::time_point now);
  /// A read reported that its device is gone.
  void device_gone() { gone_ = true; }

  /// Returns whether a discovery begins now. `awaited`: a scrape waits for readings.
  bool begin_if_due(boot_clock::time_point now, bool awaited);
  void ended(boot_clock::time_point now, bool listed);

  /// When the next one begins; time_point::max() while one is under way.
  boot_clock::time_point next(bool awaited) const;
  /// Whether any discovery has listed the devices.
  bool listed() const noexcept { return listed_; }

 private:
  boot_clock::duration rediscovery_;
  bool always_awaited_;
  bool under_way_ = false;
  bool listed_ = false;
  bool gone_ = false;
  boot_clock::time_point look_ = boot_clock::time_point::max();         // for an event that had no discovery yet
  boot_clock::time_point second_look_ = boot_clock::time_point::max();  // after the last event
  std::optional<boot_clock::time_point> began_;
  std::optional<boot_clock::time_point> ended_;
};

}  // namespace cputemp::sampling
