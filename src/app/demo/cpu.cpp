#include <cmath>
#include <string>
#include <utility>

#include "demo/demo_devices.hpp"

namespace cputemp::app {
namespace {

constexpr std::int64_t max_millidegrees = 88'000;
constexpr std::int64_t crit_millidegrees = 100'000;

simulated_sensor temperature(unsigned number, std::string label, hwmon::cpu_position where,
                             const value_function& value) {
  auto s = make_sensor({hwmon::sensor_kind::temp,
                        number,
                        std::move(label),
                        value,
                        {{"crit", crit_millidegrees}, {"max", max_millidegrees}},
                        {{"crit", [value](const machine& m) { return value(m) >= crit_millidegrees; }}}});
  s.details.cpu = where;
  return s;
}

using record_function = std::function<const throttle_record&(const machine&)>;

/// Returns the sensor of a core's or package's throttle count, or of its throttled time.
simulated_sensor throttling(std::string name, bool time, hwmon::cpu_position where, const record_function& record) {
  const auto kind = time ? hwmon::sensor_kind::throttle_time : hwmon::sensor_kind::throttle_count;
  return {{std::move(name), {{"input", "(simulated)"}}, kind}, {"", where, {}}, [record, time](const machine& m) {
            return time ? record(m).milliseconds() : record(m).count();
          }};
}

void append_throttling(std::vector<simulated_sensor>& to, unsigned package, bool time) {
  const auto name = "package" + std::to_string(package);
  to.push_back(throttling(
      name, time, {hwmon::cpu_part::package, package, std::nullopt}, [package](const machine& m) -> auto& {
        return m.package(package).package_throttles();
      }));
  for (unsigned core = 0; core < machine::cores_per_package; ++core)
    to.push_back(throttling(
        name + "_core" + std::to_string(core), time, {hwmon::cpu_part::core, package, core},
        [ package, core ](const machine& m) -> auto& { return m.package(package).core_throttles(core); }));
}

}  // namespace

std::int64_t rounded_millidegrees(double celsius) { return std::llround(celsius) * 1000; }

simulated_device simulated_cpu_package(unsigned number) {
  std::vector<simulated_sensor> sensors = {
      temperature(1, "Package id " + std::to_string(number), {hwmon::cpu_part::package, number, std::nullopt},
                  [number](const machine& m) { return rounded_millidegrees(m.package(number).package_celsius()); })};
  for (unsigned core = 0; core < machine::cores_per_package; ++core)
    sensors.push_back(temperature(
        core + 2, "Core " + std::to_string(core), {hwmon::cpu_part::core, number, core},
        [number, core](const machine& m) { return rounded_millidegrees(m.package(number).core_celsius(core)); }));
  return make_chip("demo_coretemp_" + std::to_string(number), "coretemp-isa-000" + std::to_string(number),
                   std::move(sensors));
}

std::vector<hwmon::cpu_core> simulated_cores() {
  constexpr unsigned all = machine::packages * machine::cores_per_package;
  std::vector<hwmon::cpu_core> cores;
  for (unsigned cpu = 0; cpu < all; ++cpu)
    cores.push_back({cpu / machine::cores_per_package,
                     cpu % machine::cores_per_package,
                     std::to_string(cpu) + "," + std::to_string(cpu + all),
                     {}});
  return cores;
}

simulated_device simulated_throttle_counts() {
  std::vector<simulated_sensor> sensors;
  for (const bool time : {false, true})
    for (unsigned package = 0; package < machine::packages; ++package) append_throttling(sensors, package, time);
  hwmon::throttle_identity identity;
  for (const auto& s : sensors) identity.positions.push_back(*s.details.cpu);
  return make_device(std::move(identity), std::move(sensors));
}

}  // namespace cputemp::app
