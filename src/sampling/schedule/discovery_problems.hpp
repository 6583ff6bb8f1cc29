#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/sampling/notice.hpp>

#include <memory>
#include <vector>

namespace cputemp::sampling {

/// The places that the last discovery could not look into.
class discovery_problems {
 public:
  /// Notes what is new and what is over. Returns whether the list changed.
  bool replace(std::vector<hwmon::problem>, std::vector<notice>&);

  /// The same object until the list changes.
  const std::shared_ptr<const std::vector<hwmon::problem>>& list() const noexcept { return list_; }

 private:
  std::shared_ptr<const std::vector<hwmon::problem>> list_ = std::make_shared<const std::vector<hwmon::problem>>();
};

}  // namespace cputemp::sampling
