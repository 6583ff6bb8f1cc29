#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "demo/demo_devices.hpp"

namespace cputemp::app {
namespace {

simulated_device zone(std::string number, std::string type, hwmon::zone_cpu cpu, value_function value,
                      std::vector<hwmon::trip_point> trips) {
  auto d = make_device(
      hwmon::zone_identity{std::move(number), std::move(type), cpu},
      {{{"temp", {{"input", "(simulated)"}}, hwmon::sensor_kind::temp}, {"", std::nullopt, {}}, std::move(value)}});
  d.trips = std::move(trips);
  return d;
}

struct cooling_device {
  std::string type;
  std::int64_t highest;
  value_function state;
};

std::int64_t fan_state(const machine& m) {
  return std::clamp<std::int64_t>(std::llround((m.hottest_celsius() - 50) / 8), 0, 5);
}

std::vector<cooling_device> cooling_table() {
  std::vector<cooling_device> all;
  for (unsigned package = 0; package < machine::packages; ++package)
    all.push_back(
        {"demo_Processor", 10, [package](const machine& m) { return m.package(package).throttled() ? 3 : 0; }});
  all.push_back({"demo_Fan", 5, fan_state});
  // Its driver reports -1 while it is inactive.
  all.push_back({"demo_intel_powerclamp", 100, [](const machine& m) { return m.throttled() ? 20 : -1; }});
  return all;
}

}  // namespace

std::vector<simulated_device> simulated_zones() {
  return {zone("0", "demo_acpitz", hwmon::zone_cpu::none,
               [](const machine& m) { return rounded_millidegrees(28 + (m.hottest_celsius() - 28) * 0.4); },
               {{"0", "critical", 105'000}, {"1", "active", 55'000}}),
          zone("1", "demo_x86_pkg_temp", hwmon::zone_cpu::package,
               [](const machine& m) { return rounded_millidegrees(m.package(0).package_celsius()); },
               {{"0", "critical", 105'000}, {"1", "hot", 100'000}, {"2", "passive", 95'000}})};
}

simulated_device simulated_cooling_devices() {
  hwmon::cooling_identity identity;
  std::vector<simulated_sensor> sensors;
  for (auto& [type, highest, state] : cooling_table()) {
    const auto number = std::to_string(sensors.size());
    identity.devices.push_back({number, type});
    sensors.push_back({{"cooling_device" + number,
                        {{"input", "(simulated)"}, {"max", "(simulated)"}},
                        hwmon::sensor_kind::cooling_state},
                       {"", std::nullopt, {{"max", highest}}},
                       state});
  }
  return make_device(std::move(identity), std::move(sensors));
}

}  // namespace cputemp::app
