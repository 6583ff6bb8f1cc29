#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace cputemp::app {

/// How often something was throttled, and for how long. As in the kernel, an episode counts when it begins, and its
/// time when it ends.
class throttle_record {
 public:
  void step(bool throttled, double seconds);
  std::int64_t count() const noexcept { return count_; }
  std::int64_t milliseconds() const noexcept { return milliseconds_; }

 private:
  std::int64_t count_ = 0;
  std::int64_t milliseconds_ = 0;
  double running_seconds_ = 0;
  bool throttled_ = false;
};

/// The temperatures of a CPU package under a changing load: a heat sink with a long time constant, cores with a short
/// one, and a throttle that cuts the power when the hottest core reaches the limit. The same seed gives the
/// same course.
class thermal_model {
 public:
  static constexpr double ambient_celsius = 28;
  static constexpr double throttle_celsius = 98;

  thermal_model(unsigned seed, std::size_t cores);

  void advance(std::chrono::duration<double>);

  double package_celsius() const;  ///< the hottest core
  double core_celsius(std::size_t index) const { return sink_celsius_ + cores_[index].above_sink; }
  bool throttled() const noexcept { return throttled_; }
  const throttle_record& package_throttles() const noexcept { return throttles_; }
  const throttle_record& core_throttles(std::size_t index) const { return cores_[index].throttles; }
  double watts() const noexcept { return watts_; }
  double joules() const noexcept { return joules_; }  ///< since the start

 private:
  struct core {
    double above_sink;  // kelvin
    double share;       // of the package's load, around 1
    throttle_record throttles = {};
  };
  void step(double seconds);
  void next_phase();
  double random(double low, double high);

  std::minstd_rand random_;
  std::vector<core> cores_;
  double sink_celsius_ = ambient_celsius;
  double load_ = 0.1;         // 0 to 1
  double phase_seconds_ = 0;  // until the load changes
  double watts_ = 0;
  double joules_ = 0;
  bool throttled_ = false;
  throttle_record throttles_;
};

}  // namespace cputemp::app
