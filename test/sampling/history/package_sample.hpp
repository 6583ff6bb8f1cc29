#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::sampling::test {

/// One reading of a package, valid for five seconds.
class package_sample {
 public:
  package_sample(std::int64_t millidegrees, boot_clock::time_point read, std::vector<hwmon::limit> limits = {}) {
    hwmon::device_description d;
    d.identity = hwmon::chip_identity{"platform_coretemp_0", "coretemp"};
    d.sensors = {{"temp1", {}}};
    device_.description = std::make_shared<const hwmon::device_description>(d);
    device_.details = std::make_shared<const std::vector<hwmon::sensor_details>>(
        1, hwmon::sensor_details{"", hwmon::cpu_position{hwmon::cpu_part::package, 0, {}}, std::move(limits)});
    device_.inputs = {millidegrees};
    device_.read_ended = read;
    device_.inputs_expire = read + std::chrono::seconds(5);
  }
  cpu_temperature temperature() const { return {*device_.inputs.front(), &device_, 0}; }
  std::vector<cpu_package> as(const std::string& package) const { return {{package, temperature()}}; }

 private:
  device_state device_;
};

}  // namespace cputemp::sampling::test
