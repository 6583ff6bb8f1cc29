#pragma once

#include <chrono>
#include <cstddef>
#include <random>
#include <vector>

namespace cputemp::app {

/// The temperatures of a CPU package under a changing load: a heat sink with a long time constant, cores with a short
/// one, and a throttle that cuts the power when the hottest core reaches the limit. The same seed gives the same
/// course.
class thermal_model {
 public:
  static constexpr double ambient_celsius = 28;
  static constexpr double throttle_celsius = 98;

  thermal_model(unsigned seed, std::size_t cores);

  void advance(std::chrono::duration<double>);

  double package_celsius() const;  ///< the hottest core
  double core_celsius(std::size_t index) const { return sink_celsius_ + cores_[index].above_sink; }
  bool throttled() const noexcept { return throttled_; }

 private:
  struct core {
    double above_sink;  // kelvin
    double share;       // of the package's load, around 1
  };
  void step(double seconds);
  void next_phase();
  double random(double low, double high);

  std::minstd_rand random_;
  std::vector<core> cores_;
  double sink_celsius_ = ambient_celsius;
  double load_ = 0.1;         // 0 to 1
  double phase_seconds_ = 0;  // until the load changes
  bool throttled_ = false;
};

}  // namespace cputemp::app
