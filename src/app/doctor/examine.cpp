#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <fmt/format.h>

#include <memory>
#include <string>

#include "advice.hpp"
#include "commands.hpp"
#include "doctor/devices.hpp"
#include "doctor/in_time.hpp"
#include "doctor/words.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

void print_problem(const hwmon::problem& p) {
  if (p.error == hwmon::sensor_errc::masked)
    fmt::print("{} is hidden by the container runtime: {}\n", p.path, masked_advice);
  else
    fmt::print("cannot look into {}: {}\n", p.path, p.error.message());
}

}  // namespace

int examine(const options& o) {
  const std::shared_ptr<const hwmon::sensor_source> source = make_whole_source(o);
  fmt::print("{}\n\n", o.demo ? "Simulated sensors" : fmt::format("Sensors below {}", o.sysfs.string()));
  const auto whole = in_time([source] { return source->discover(); });
  if (!whole) {
    fmt::print("cannot list the sensors: no answer in {} s\n", doctor_patience.count());
    return 1;
  }
  const auto found = filtered(*whole, o.filter);
  sampling::snapshot snapshot;
  for (const auto& device : found.devices) snapshot.devices.push_back(examine_device(source, device));
  for (const auto& p : found.problems) print_problem(p);
  if (const auto missing = left_out(*whole, found); !missing.empty()) fmt::print("left out by filters: {}\n", missing);
  if (found.devices.empty()) fmt::print("no sensor found\n");
  if (sampling::hottest_cpu_package(snapshot)) return 0;
  fmt::print("\nNo CPU temperature can be read: {}.\n",
             sampling::has_cpu_sensor(snapshot) ? "the sensors of the CPU give none, see above" : no_sensor_advice(o));
  return 1;
}

}  // namespace cputemp::app
