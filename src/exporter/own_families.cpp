#include "own_families.hpp"

#include "catalogue.hpp"

#include <chrono>
#include <utility>

namespace cputemp::exporter {

metrics::label_set labels_of(const build_info& build) {
  return {{"version", build.version},
          {"revision", build.revision},
          {"compiler", build.compiler},
          {"boost", build.boost},
          {"arch", build.arch}};
}

void append_own_families(std::vector<metrics::metric_family>& to, const sampling::snapshot& snapshot,
                         const metrics::label_set& build) {
  const auto add = [&](const catalogue_entry& entry, metrics::sample sample) {
    to.push_back(entry.family());
    to.back().samples.push_back(std::move(sample));
  };
  add(catalogue::build_info, {build, 1.0});
  add(catalogue::last_sample, {{}, std::chrono::duration<double>(snapshot.taken.time_since_epoch()).count()});
  add(catalogue::samples, {{}, static_cast<double>(snapshot.sweeps), snapshot.started});
  add(catalogue::sample_overruns, {{}, static_cast<double>(snapshot.overruns), snapshot.started});
  add(catalogue::sweep_duration, {{}, snapshot.sweep_duration_seconds, snapshot.started});
}

}  // namespace cputemp::exporter
