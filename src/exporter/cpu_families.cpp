#include "cpu_families.hpp"

#include <cputemp/sampling/cpu_temperature.hpp>

#include "device_labels.hpp"
#include "gathered_family.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cputemp::exporter {
namespace {

using metrics::metric_family;
using sampling::cpu_temperature;
using sampling::snapshot;

bool holds(collector_set set, hwmon::device_class what) { return set.test(static_cast<std::size_t>(what)); }

void append_headline(std::vector<metric_family>& to, const cpu_temperature& hottest) {
  const auto& device = *hottest.device;
  const auto& description = *device.description;
  const std::string_view label =
      description.zone() ? std::string_view(description.type_name()) : sensor_label(device, hottest.sensor);
  to.push_back(catalogue::cpu_temperature.family());
  to.back().add({}, static_cast<double>(hottest.millidegrees) / 1000.0);
  to.push_back(catalogue::cpu_temperature_source.family());
  to.back().add({{"chip", description.name()},
                 {"sensor", description.sensors[hottest.sensor].sensor},
                 {"label", std::string(label)}},
                1);
}

void append_histories(std::vector<metric_family>& to, const snapshot& snapshot, collector_set wanted) {
  gathered_family distribution(catalogue::cpu_distribution);
  gathered_family above(catalogue::cpu_above);
  for (const auto& history : *snapshot.packages) {
    if (!holds(wanted, history.source)) continue;
    const metrics::label_set package{{"package", history.package}};
    distribution.add({package, history.distribution, history.found});
    for (const auto& [threshold, seconds] : history.above)
      above.add({package.with("threshold", threshold), seconds, history.found});
  }
  distribution.move_to(to);
  above.move_to(to);
}

/// Where the headline comes from, or came from while there was one.
std::optional<hwmon::device_class> source_of(const snapshot& snapshot, const std::optional<cpu_temperature>& hottest) {
  if (hottest) return hottest->device->description->what();
  if (snapshot.packages && !snapshot.packages->empty()) return snapshot.packages->front().source;
  return std::nullopt;
}

}  // namespace

void append_cpu_families(std::vector<metric_family>& to, const snapshot& snapshot, collector_set wanted) {
  const auto hottest = sampling::hottest_cpu_package(snapshot);
  if (const auto source = source_of(snapshot, hottest); source && holds(wanted, *source)) {
    if (hottest) append_headline(to, *hottest);
    if (snapshot.cpu_window && !snapshot.cpu_window->quantiles.empty()) {
      to.push_back(catalogue::cpu_window.family());
      to.back().samples.push_back({{}, snapshot.cpu_window, snapshot.started});
    }
  }
  if (snapshot.packages) append_histories(to, snapshot, wanted);
}

}  // namespace cputemp::exporter
