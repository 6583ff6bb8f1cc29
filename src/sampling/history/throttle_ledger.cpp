#include "history/throttle_ledger.hpp"

#include <algorithm>

namespace cputemp::sampling {
namespace {

bool same_path(const hwmon::sensor_description& a, const hwmon::sensor_description& b) {
  return a.input() && b.input() && a.input()->path == b.input()->path;
}

}  // namespace

void throttle_ledger::carry_over(const hwmon::device_description& before, const hwmon::device_description& now,
                                 const sensor_origins& origins) {
  counts_ = carried_over(counts_, origins);
  for (std::size_t i = 0; i < origins.size(); ++i)
    if (origins[i] && !same_path(before.sensors[*origins[i]], now.sensors[i])) counts_[i].raw.reset();
}

void throttle_ledger::continue_with(std::vector<hwmon::reading>& inputs) {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto& input = inputs[i];
    if (!input) continue;
    auto& [value, raw] = counts_[i];
    // A count that went down was restarted; how far it had come before this reading is not known.
    if (!value)
      value = *input;
    else if (raw)
      *value += std::max<std::int64_t>(0, *input - *raw);
    raw = *input;
    input = *value;
  }
}

}  // namespace cputemp::sampling
