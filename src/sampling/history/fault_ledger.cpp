#include "history/fault_ledger.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <utility>

namespace cputemp::sampling {
namespace {

constexpr bool counts_once(hwmon::fault fault) {
  return fault.what == hwmon::fault_class::asleep || fault.reason == hwmon::fault_reason::timeout;
}

constexpr bool is_error(hwmon::fault fault) {
  return fault.what == hwmon::fault_class::error || fault.what == hwmon::fault_class::gone;
}

}  // namespace

fault_ledger::verdict fault_ledger::take(const std::shared_ptr<const hwmon::device_description>& device,
                                         const std::vector<hwmon::reading>& inputs, std::vector<notice>& notices) {
  bool all_errors = true;
  bool any_error = false;
  bool gone = false;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto& now = episodes_[i];
    if (inputs[i]) {
      all_errors = false;
      if (std::exchange(now, {}).fault) notices.push_back({notice::kind::sensor_recovered, device, i});
      continue;
    }
    if (inputs[i].error() == hwmon::sensor_errc::not_measured) continue;
    const auto fault = hwmon::classify(inputs[i].error());
    if (count(now, fault)) notices.push_back({notice::kind::sensor_failed, device, i, inputs[i].error()});
    if (is_error(fault))
      any_error = true;
    else
      all_errors = false;
    gone |= fault.what == hwmon::fault_class::gone;
  }
  return {any_error && all_errors, gone};
}

bool fault_ledger::count(episode& now, hwmon::fault fault) {
  const auto reason = static_cast<std::size_t>(fault.reason);
  const bool known = counts_once(fault) && std::exchange(now.counted[reason], true);
  if (!known) ++counts_[reason];
  return !std::exchange(now.fault, fault);
}

}  // namespace cputemp::sampling
