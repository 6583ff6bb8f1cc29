#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/hwmon/sensors_config.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "advice.hpp"
#include "commands.hpp"
#include "doctor/core_lines.hpp"
#include "doctor/device_report.hpp"
#include "doctor/time_limit.hpp"
#include "doctor/value_text.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

std::string problem_text(const hwmon::problem& p) {
  if (p.error == hwmon::sensor_errc::masked)
    return fmt::format("{} is hidden by the container runtime: {}", p.path, masked_advice);
  return fmt::format("cannot look into {}: {}", p.path, p.error.message());
}

/// A kernel without chips or without zones has no directory for them.
bool is_wrong(const hwmon::problem& p) { return p.error != boost::system::errc::no_such_file_or_directory; }

std::string headline_text(const options& o, const sampling::snapshot& snapshot) {
  if (const auto& headline = snapshot.headline) {
    const auto& device = *headline->device;
    const auto& label = (*device.details)[headline->sensor].label;
    return fmt::format("CPU temperature: {}, from {}{} of {}",
                       reading_text(hwmon::sensor_kind::temp, headline->millidegrees),
                       device.description->sensors[headline->sensor].sensor,
                       label.empty() ? "" : fmt::format(" ({})", label), device.description->name());
  }
  return fmt::format("No CPU temperature can be read: {}.", sampling::cpu_packages(snapshot).empty()
                                                                ? no_cpu_advice(o, snapshot)
                                                                : "the sensors of the CPU give none, see below");
}

void print_problems(const std::vector<std::string>& problems) {
  if (problems.empty()) return fmt::print("Problems: none\n");
  fmt::print("Problems:\n");
  for (const auto& each : problems) fmt::print("  {}\n", each);
}

void print_effects(const hwmon::sensors_config_effects& effects) {
  fmt::print("By --sensors.config:\n");
  for (const auto* lines : {&effects.done, &effects.mistaken, &effects.overruled, &effects.unmatched})
    for (const auto& line : *lines) fmt::print("  {}\n", line);
}

}  // namespace

int examine(const options& o) {
  // A discovery that takes too long goes on beside this function.
  const auto effects = std::make_shared<hwmon::sensors_config_effects>();
  const std::shared_ptr<const hwmon::sensor_source> source =
      make_whole_source(o, [effects](const hwmon::sensors_config_effects& told) { *effects = told; });
  fmt::print("{}\n", o.demo ? "Simulated sensors" : fmt::format("Sensors below {}", o.sysfs.string()));
  const auto whole = within_time_limit([source] { return source->discover(); });
  if (!whole) {
    fmt::print("cannot list the sensors: no answer in {} s\n", doctor_time_limit.count());
    return 1;
  }
  const auto found = filtered(*whole, o.filter);
  sampling::snapshot snapshot;
  std::vector<std::string> problems;
  std::vector<std::string> lines;
  for (const auto& each : found.problems)
    if (is_wrong(each) || found.devices.empty()) problems.push_back(problem_text(each));
  for (const auto& device : found.devices) {
    auto report = examine_device(source, device);
    snapshot.devices.push_back(std::move(report.state));
    std::ranges::move(report.problems, std::back_inserter(problems));
    lines.emplace_back();
    std::ranges::move(report.lines, std::back_inserter(lines));
  }
  snapshot.cpu_is_chosen = o.sample.cpu_is_chosen;
  snapshot.headline = sampling::hottest_cpu_package(sampling::cpu_packages(snapshot));
  fmt::print("{}\n", headline_text(o, snapshot));
  print_problems(problems);
  if (const auto missing = left_out_text(*whole, found); !missing.empty())
    fmt::print("Left out by filters: {}\n", missing);
  if (found.devices.empty()) fmt::print("No sensor found\n");
  if (o.sensors) print_effects(*effects);
  if (const auto cores = core_lines(found.cores); !cores.empty())
    fmt::print("Cores, and the CPUs of Linux in each:\n{}\n", fmt::join(cores, "\n"));
  fmt::print("{}\n", fmt::join(lines, "\n"));
  return snapshot.headline ? 0 : 1;
}

}  // namespace cputemp::app
