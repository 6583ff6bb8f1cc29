#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

#include "demo/thermal_model.hpp"

namespace cputemp::app {

using steady_clock = std::chrono::steady_clock;

/// What the simulated sensors measure: two CPU packages and a graphics card that sleeps now and then.
class machine {
 public:
  static constexpr unsigned packages = 2;
  static constexpr unsigned cores_per_package = 32;

  machine();

  void advance(std::chrono::duration<double>);

  const thermal_model& package(std::size_t index) const { return packages_[index]; }
  double hottest_celsius() const { return std::max(packages_[0].package_celsius(), packages_[1].package_celsius()); }
  bool throttled() const { return packages_[0].throttled() || packages_[1].throttled(); }
  double watts() const { return packages_[0].watts() + packages_[1].watts(); }
  double joules() const { return packages_[0].joules() + packages_[1].joules(); }
  bool graphics_asleep() const;
  double seconds() const noexcept { return seconds_; }  ///< since the start

 private:
  std::vector<thermal_model> packages_;
  double seconds_ = 0;
};

/// A machine that follows a clock. Any thread may look at it.
class running_machine {
 public:
  using clock = std::function<steady_clock::time_point()>;

  explicit running_machine(clock now) : now_(std::move(now)), last_look_(now_()) {}

  /// Returns what a function makes of the machine as it is now.
  template <class Function>
  auto look(Function function) {
    const std::lock_guard lock(mutex_);
    const auto now = now_();
    machine_.advance(now - last_look_);
    last_look_ = now;
    return function(static_cast<const machine&>(machine_));
  }

 private:
  std::mutex mutex_;
  clock now_;
  steady_clock::time_point last_look_;
  machine machine_;
};

}  // namespace cputemp::app
