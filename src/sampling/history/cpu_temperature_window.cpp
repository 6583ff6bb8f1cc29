#include "history/cpu_temperature_window.hpp"

#include <cputemp/hwmon/readout.hpp>

namespace cputemp::sampling {

cpu_temperature_window::cpu_temperature_window(boot_clock::duration window)
    : slices_(window),
      summary_({.ranks = {0, 0.5, 0.9, 0.99, 1}, .window = window, .age_buckets = time_slices::count}) {}

void cpu_temperature_window::observe(const std::optional<cpu_temperature>& hottest) {
  if (!hottest || (sampled_ && hottest->device->read_ended <= sampled_)) return;
  sampled_ = hottest->device->read_ended;
  summary_.observe(hwmon::celsius(hottest->millidegrees), *sampled_);
  value_.expires = boot_clock::time_point::min();
}

const cpu_temperature_window::published& cpu_temperature_window::value(boot_clock::time_point now) {
  if (now < value_.expires) return value_;
  value_.summary = std::make_shared<const metrics::summary_value>(summary_.value(now));
  value_.expires =
      value_.summary->quantiles.empty() ? boot_clock::time_point::max() : slices_.begin(slices_.at(now) + 1);
  return value_;
}

}  // namespace cputemp::sampling
