#include "history/headline_window.hpp"

#include <cputemp/hwmon/readout.hpp>

namespace cputemp::sampling {

headline_window::headline_window(boot_clock::duration window)
    : steps_(window),
      summary_({.ranks = {0, 0.5, 0.9, 0.99, 1}, .window = window, .age_buckets = window_steps::count}) {}

void headline_window::observe(const std::optional<cpu_temperature>& hottest) {
  if (!hottest || (sampled_ && hottest->device->read_ended <= sampled_)) return;
  sampled_ = hottest->device->read_ended;
  summary_.observe(hwmon::celsius(hottest->millidegrees), *sampled_);
  value_.expires = boot_clock::time_point::min();
}

const headline_window::published& headline_window::value(boot_clock::time_point now) {
  if (now < value_.expires) return value_;
  value_.summary = std::make_shared<const metrics::summary_value>(summary_.value(now));
  value_.expires = value_.summary->quantiles.empty() ? boot_clock::time_point::max() : steps_.begin(steps_.at(now) + 1);
  return value_;
}

}  // namespace cputemp::sampling
