#include "self/own_families.hpp"

#include <chrono>

#include "self/catalogue.hpp"

namespace cputemp::exporter {

metrics::label_set labels_of(const build_info& build) {
  return {{"version", build.version},
          {"revision", build.revision},
          {"compiler", build.compiler},
          {"boost", build.boost},
          {"arch", build.arch}};
}

void append_own_families(gathered_families& to, const sampling::snapshot& snapshot, const exposition_settings& settings,
                         const metrics::label_set& build) {
  to.of(catalogue::build_info).add(build, 1.0);
  to.of(catalogue::last_sample).add({}, std::chrono::duration<double>(snapshot.taken.time_since_epoch()).count());
  to.of(catalogue::samples).add({}, static_cast<double>(snapshot.sweeps), snapshot.started);
  to.of(catalogue::sample_overruns).add({}, static_cast<double>(snapshot.overruns), snapshot.started);
  to.of(catalogue::sweep_duration).add({}, snapshot.sweep_duration_seconds, snapshot.started);
  to.of(catalogue::discovery_hung).add({}, snapshot.discovery_hung ? 1.0 : 0.0);
  if (settings.dropped_log_lines)
    to.of(catalogue::log_lines_dropped).add({}, static_cast<double>(settings.dropped_log_lines()), snapshot.started);
}

}  // namespace cputemp::exporter
