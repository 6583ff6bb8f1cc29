#include "node_exporter/families.hpp"

#include <cputemp/hwmon/readout.hpp>

#include "node_exporter/catalogue.hpp"
#include "node_exporter/hwmon.hpp"

#include <boost/system/errc.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

namespace cputemp::exporter {
namespace {

namespace c = node_exporter_catalogue;

using hwmon::device_class;
using sampling::device_state;
using sampling::snapshot;

collector_set set_of(device_class what) { return collector_set{1U << static_cast<unsigned>(what)}; }

/// Calls visit(device_state, labels) for the devices of a class.
template <class Visit>
void for_each(device_class what, const snapshot& snapshot, node_exporter_cache& cache, Visit visit) {
  for (const auto& device : snapshot.devices)
    if (device->description->what() == what) visit(*device, cache.labels.of(*device));
}

void append_zones(gathered_families& to, const snapshot& snapshot, node_exporter_cache& cache) {
  auto& temp = to.of(c::zone_temp);
  for_each(device_class::thermal_zone, snapshot, cache, [&](const device_state& zone, const auto& labels) {
    for (std::size_t i = 0; i < zone.inputs.size(); ++i)
      if (zone.inputs[i]) temp.add(labels.sensor(i), hwmon::celsius(*zone.inputs[i]));
  });
}

// node_exporter shows a device only if both of its states can be read.
void append_cooling(gathered_families& to, const snapshot& snapshot, node_exporter_cache& cache) {
  auto& current = to.of(c::cooling_cur_state);
  auto& highest = to.of(c::cooling_max_state);
  for_each(device_class::cooling_device, snapshot, cache, [&](const device_state& devices, const auto& labels) {
    if (!devices.details) return;
    for (std::size_t i = 0; i < devices.inputs.size(); ++i) {
      const auto max = hwmon::limit_named((*devices.details)[i], "max");
      if (!max || !devices.inputs[i]) continue;
      current.add(labels.sensor(i), static_cast<double>(*devices.inputs[i]));
      highest.add(labels.sensor(i), static_cast<double>(*max));
    }
  });
}

void append_throttles(gathered_families& to, const snapshot& snapshot, node_exporter_cache& cache) {
  auto& core = to.of(c::core_throttles);
  auto& package = to.of(c::package_throttles);
  for_each(device_class::cpu_throttle, snapshot, cache, [&](const device_state& counts, const auto& labels) {
    const auto& description = *counts.description;
    for (std::size_t i = 0; i < counts.inputs.size(); ++i) {
      if (!counts.inputs[i] || description.sensors[i].kind != hwmon::sensor_kind::throttle_count) continue;
      const auto part = description.throttle()->positions[i].part;
      (part == hwmon::cpu_part::core ? core : package).add(labels.sensor(i), static_cast<double>(*counts.inputs[i]));
    }
  });
}

/// One of node_exporter's collectors, and the classes of devices that it reads.
struct node_exporter_collector {
  std::string_view name;
  collector_set reads;
};

bool fails_it(const hwmon::problem& problem) {
  // node_exporter looks for everything except chips by patterns, which a missing directory does not fail.
  const bool is_missing = problem.error == boost::system::errc::no_such_file_or_directory;
  if (is_missing && problem.sought != device_class::hwmon) return false;
  return problem.error != hwmon::sensor_errc::masked;
}

bool succeeded(const snapshot& snapshot, collector_set read) {
  if (!snapshot.problems) return true;
  return std::ranges::none_of(*snapshot.problems, [&](const hwmon::problem& problem) {
    return (set_of(problem.sought) & read).any() && fails_it(problem);
  });
}

double read_seconds(const snapshot& snapshot, collector_set read) {
  std::chrono::duration<double> sum{0};
  for (const auto& device : snapshot.devices)
    if ((set_of(device->description->what()) & read).any())
      sum += device->read_duration.value_or(sampling::boot_clock::duration::zero());
  return sum.count();
}

}  // namespace

void append_node_exporter_families(gathered_families& to, const snapshot& snapshot, collector_set wanted,
                                   node_exporter_cache& cache) {
  struct part {
    device_class what;
    void (*append)(gathered_families&, const sampling::snapshot&, node_exporter_cache&);
  };
  constexpr part parts[] = {{device_class::hwmon, append_node_exporter_hwmon},
                            {device_class::thermal_zone, append_zones},
                            {device_class::cooling_device, append_cooling},
                            {device_class::cpu_throttle, append_throttles}};
  for (const auto& [what, append] : parts)
    if ((set_of(what) & wanted).any()) append(to, snapshot, cache);
}

void append_scrape_families(gathered_families& to, const snapshot& snapshot, collector_set wanted) {
  const node_exporter_collector collectors[] = {
      {"cpu", set_of(device_class::cpu_throttle)},
      {"hwmon", set_of(device_class::hwmon)},
      {"thermal_zone", set_of(device_class::thermal_zone) | set_of(device_class::cooling_device)},
  };
  auto& duration = to.of(c::scrape_duration);
  auto& success = to.of(c::scrape_success);
  for (const auto& [name, reads] : collectors) {
    const auto read = reads & wanted;
    if (read.none()) continue;
    const metrics::label_set labels{{"collector", std::string(name)}};
    duration.add(labels, read_seconds(snapshot, read));
    success.add(labels, succeeded(snapshot, read) ? 1.0 : 0.0);
  }
}

}  // namespace cputemp::exporter
