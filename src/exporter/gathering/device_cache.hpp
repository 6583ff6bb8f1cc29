#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <cstdint>
#include <memory>
#include <unordered_map>

namespace cputemp::exporter {

/// Keeps the labels of devices from one snapshot to the next. `Known` is made from a device_state, and
/// known.fits(device_state) returns whether it is still right.
template <class Known>
class device_cache {
 public:
  Known& of(const sampling::device_state& device) {
    auto known = entries_.find(device.description);
    if (known == entries_.end())
      known = entries_.emplace(device.description, entry{Known(device), round_}).first;
    else if (!known->second.known.fits(device))
      known->second.known = Known(device);
    return known->second.known;
  }

  /// Forgets the devices that are not in this snapshot.
  void forget_others(const sampling::snapshot& snapshot) {
    ++round_;
    for (const auto& device : snapshot.devices)
      if (const auto known = entries_.find(device->description); known != entries_.end())
        known->second.seen_in = round_;
    std::erase_if(entries_, [this](const auto& e) { return e.second.seen_in != round_; });
  }

 private:
  struct entry {
    Known known;
    std::uint64_t seen_in;
  };
  // The key is shared, so that its address is not used for another device.
  std::unordered_map<std::shared_ptr<const hwmon::device_description>, entry> entries_;
  std::uint64_t round_ = 0;
};

}  // namespace cputemp::exporter
