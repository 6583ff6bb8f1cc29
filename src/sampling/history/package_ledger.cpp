#include "history/package_ledger.hpp"

#include <cputemp/hwmon/readout.hpp>
#include <cputemp/metrics/number_text.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace cputemp::sampling {
namespace {

/// The limits of its own sensor that a package is compared with.
constexpr std::array<std::string_view, 2> own_limits = {"crit", "max"};

using hwmon::celsius;

}  // namespace

package_ledger::package_ledger(const std::vector<double>& thresholds) {
  for (const double threshold : thresholds) {
    std::string text;
    metrics::append_value(text, threshold);
    thresholds_.emplace(std::move(text), threshold);
  }
}

void package_ledger::observe(const std::vector<cpu_package>& packages, std::chrono::system_clock::time_point wall) {
  for (const auto& [name, temperature] : packages) {
    if (!temperature) continue;
    const auto& device = *temperature->device;
    const auto [known, is_new] = accounts_.try_emplace(name);
    auto& account = known->second;
    if (is_new) account.found = wall;
    if (account.sampled && device.read_ended <= account.sampled) continue;
    take(account, *temperature);
    value_.reset();
  }
}

void package_ledger::take(package_account& a, const cpu_temperature& temperature) const {
  const auto& device = *temperature.device;
  const auto now = device.read_ended;
  if (a.sampled && now && *now <= a.sample_expires)
    for (double* seconds : a.reached) *seconds += std::chrono::duration<double>(*now - *a.sampled).count();
  a.sampled = now;
  a.sample_expires = device.inputs_expire;
  a.source = device.description->what();

  const double degrees = celsius(temperature.millidegrees);
  a.distribution.observe(degrees);
  a.reached.clear();
  const auto compare = [&](const std::string& name, double threshold) {
    auto& seconds = a.seconds_above[name];
    if (degrees >= threshold) a.reached.push_back(&seconds);
  };
  for (const auto& [text, threshold] : thresholds_) compare(text, threshold);
  for (const auto& limit : (*device.details)[temperature.sensor].limits)
    if (std::ranges::find(own_limits, limit.name) != own_limits.end()) compare(limit.name, celsius(limit.value));
}

void package_ledger::keep(const std::vector<cpu_package>& packages, const snapshot& s) {
  const auto there = [&](const std::string& name) {
    return std::ranges::find(packages, name, &cpu_package::package) != packages.end() ||
           std::ranges::any_of(
               s.devices, [&](const auto& device) { return !device->details && device->description->name() == name; });
  };
  if (std::erase_if(accounts_, [&](const auto& entry) { return !there(entry.first); }) != 0) value_.reset();
}

package_history package_ledger::history_of(const std::string& package, const package_account& a) {
  package_history history{
      .package = package, .source = a.source, .distribution = a.distribution.value(), .above = {}, .found = a.found};
  history.above.reserve(a.seconds_above.size());
  for (const auto& [threshold, seconds] : a.seconds_above) history.above.push_back({threshold, seconds});
  return history;
}

std::shared_ptr<const std::vector<package_history>> package_ledger::value() {
  if (value_) return value_;
  auto result = std::make_shared<std::vector<package_history>>();
  result->reserve(accounts_.size());
  for (const auto& [name, account] : accounts_) result->push_back(history_of(name, account));
  value_ = std::move(result);
  return value_;
}

}  // namespace cputemp::sampling
