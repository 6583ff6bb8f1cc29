#include "native/cpu_families.hpp"

#include <cputemp/hwmon/readout.hpp>

#include <cstddef>
#include <optional>

#include "native/catalogue.hpp"

namespace cputemp::exporter {
namespace {

using sampling::snapshot;

bool holds(collector_set set, hwmon::device_class what) { return set.test(static_cast<std::size_t>(what)); }

void append_headline(gathered_families& to, const sampling::cpu_temperature& headline, label_cache& labels) {
  to.of(catalogue::cpu_temperature).add({}, hwmon::celsius(headline.millidegrees));
  auto& device = labels.of(*headline.device);
  to.of(catalogue::cpu_temperature_source).add(device.source(*headline.device, headline.sensor), 1.0);
}

void append_histories(gathered_families& to, const std::vector<sampling::package_history>& packages,
                      collector_set wanted, package_label_cache& cache) {
  fit(cache, packages);
  auto& distribution = to.of(catalogue::cpu_distribution);
  auto& above = to.of(catalogue::cpu_above);
  for (std::size_t p = 0; p < packages.size(); ++p) {
    const auto& history = packages[p];
    if (!holds(wanted, history.source)) continue;
    distribution.add(cache[p].package(), history.distribution, history.found);
    for (std::size_t t = 0; t < history.above.size(); ++t)
      above.add(cache[p].above()[t], history.above[t].seconds, history.found);
  }
}

/// Returns the class of the device that the headline, cpu_temperature_celsius, is read from or was last read from.
std::optional<hwmon::device_class> source_of(const snapshot& snapshot) {
  if (snapshot.headline) return snapshot.headline->device->description->what();
  if (snapshot.packages && !snapshot.packages->empty()) return snapshot.packages->front().source;
  return std::nullopt;
}

void append_cores(gathered_families& to, const snapshot& snapshot, collector_set wanted, core_labels& labels) {
  if (!snapshot.cores ||
      !(holds(wanted, hwmon::device_class::hwmon) || holds(wanted, hwmon::device_class::cpu_throttle)))
    return;
  auto& family = to.of(catalogue::cpu_core);
  for (const auto& each : labels.of(snapshot.cores)) family.add(each, 1.0);
}

}  // namespace

void append_cpu_families(gathered_families& to, const snapshot& snapshot, collector_set wanted, label_cache& labels,
                         package_label_cache& packages, core_labels& cores) {
  if (const auto source = source_of(snapshot); source && holds(wanted, *source)) {
    if (snapshot.headline) append_headline(to, *snapshot.headline, labels);
    if (snapshot.cpu_window && !snapshot.cpu_window->quantiles.empty())
      to.of(catalogue::cpu_window).add({}, snapshot.cpu_window, snapshot.started);
  }
  append_cores(to, snapshot, wanted, cores);
  if (snapshot.packages) append_histories(to, *snapshot.packages, wanted, packages);
}

}  // namespace cputemp::exporter
