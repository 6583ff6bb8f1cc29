#include "demo/thermal_model.hpp"

#include <algorithm>
#include <cmath>

namespace cputemp::app {
namespace {

constexpr double full_power_watts = 220;
constexpr double idle_power_watts = 25;
constexpr double throttled_power_share = 0.55;
constexpr double throttle_release_kelvin = 6;  // below the limit
constexpr double core_margin_kelvin = 2;       // cores that hot are throttled with the hottest one

constexpr double sink_kelvin_per_watt = 0.17;
constexpr double sink_seconds = 50;
constexpr double core_kelvin_per_watt = 0.16;
constexpr double core_seconds = 1.8;

constexpr double longest_step_seconds = 0.25;
constexpr double longest_pause_seconds = 600;  // after a longer one the host starts from there

/// Returns the share of a difference that is left after some time.
double decay(double seconds, double time_constant) { return std::exp(-seconds / time_constant); }

}  // namespace

void throttle_record::step(bool throttled, double seconds) {
  if (throttled && !throttled_) ++count_;
  if (throttled) running_seconds_ += seconds;
  if (!throttled && throttled_) {
    milliseconds_ += std::llround(running_seconds_ * 1000);
    running_seconds_ = 0;
  }
  throttled_ = throttled;
}

thermal_model::thermal_model(unsigned seed, std::size_t cores) : random_(seed), cores_(cores) {
  for (auto& c : cores_) c = {0, random(0.82, 1.12)};
  advance(std::chrono::seconds(300));  // starts warm
}

double thermal_model::random(double low, double high) { return std::uniform_real_distribution(low, high)(random_); }

void thermal_model::next_phase() {
  const double kind = random(0, 1);
  if (kind < 0.58) {  // near idle
    load_ = random(0.02, 0.2);
    phase_seconds_ = random(20, 70);
  } else if (kind < 0.82) {  // a burst
    load_ = random(0.3, 0.85);
    phase_seconds_ = random(3, 40);
  } else {  // all cores, for long enough to throttle
    load_ = 1;
    phase_seconds_ = random(60, 120);
  }
}

void thermal_model::step(double seconds) {
  phase_seconds_ -= seconds;
  if (phase_seconds_ <= 0) next_phase();

  const double limit = throttle_celsius - (throttled_ ? throttle_release_kelvin : 0);
  throttled_ = package_celsius() >= limit;
  const double load = throttled_ ? load_ * throttled_power_share : load_;
  throttles_.step(throttled_, seconds);
  watts_ = idle_power_watts + load * (full_power_watts - idle_power_watts);
  joules_ += watts_ * seconds;

  const double sink_goal = ambient_celsius + watts_ * sink_kelvin_per_watt;
  sink_celsius_ = sink_goal + (sink_celsius_ - sink_goal) * decay(seconds, sink_seconds);
  for (auto& c : cores_) {
    const double goal = watts_ * core_kelvin_per_watt * c.share;
    c.above_sink = goal + (c.above_sink - goal) * decay(seconds, core_seconds);
    c.throttles.step(sink_celsius_ + c.above_sink >= throttle_celsius - core_margin_kelvin, seconds);
  }
}

void thermal_model::advance(std::chrono::duration<double> time) {
  double left = std::min(time.count(), longest_pause_seconds);
  while (left > 0) {
    step(std::min(left, longest_step_seconds));
    left -= longest_step_seconds;
  }
}

double thermal_model::package_celsius() const {
  return sink_celsius_ + std::ranges::max(cores_, {}, &core::above_sink).above_sink;
}

}  // namespace cputemp::app
