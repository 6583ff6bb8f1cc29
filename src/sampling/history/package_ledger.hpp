#pragma once

#include <cputemp/metrics/histogram.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::sampling {

/// Accounts for each CPU package since it was found. The time between two samples counts for the state of the first
/// one, unless it is longer than that one was valid: then the state is unknown, because the sensor hung or this process
/// was stopped.
class package_ledger {
 public:
  /// Thresholds in degrees Celsius.
  explicit package_ledger(const std::vector<double>& thresholds);

  /// Takes the reading of each package if it is newer than its last one. `wall` becomes the time at which a new package
  /// was found.
  void observe(const std::vector<cpu_package>&, std::chrono::system_clock::time_point wall);

  /// Forgets the packages that are not among these, except those named like a chip that was not read yet.
  void keep(const std::vector<cpu_package>&, const snapshot&);

  /// The same object until something changed.
  std::shared_ptr<const std::vector<package_history>> value();

 private:
  struct package_account {
    std::chrono::system_clock::time_point found;
    metrics::histogram distribution{std::vector<double>{40, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105},
                                    metrics::native_settings{.schema = 5}};
    std::map<std::string, double> seconds_above;  // by threshold
    hwmon::device_class source{};
    std::optional<boot_clock::time_point> sampled;  // when the last reading was taken
    boot_clock::time_point sample_expires;
    std::vector<double*> reached;  // in seconds_above: the thresholds at or below the last reading
  };
  void take(package_account&, const cpu_temperature&) const;
  static package_history history_of(const std::string& package, const package_account&);

  std::map<std::string, double> thresholds_;                   // degrees Celsius by their text
  std::map<std::string, package_account> accounts_;            // by package
  std::shared_ptr<const std::vector<package_history>> value_;  // null when it has to be made again
};

}  // namespace cputemp::sampling
