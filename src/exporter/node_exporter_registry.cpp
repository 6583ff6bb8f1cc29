#include "node_exporter_registry.hpp"

#include <utility>

namespace cputemp::exporter {

const node_exporter_registry::metric* node_exporter_registry::find(hwmon::sensor_kind kind, const std::string& element,
                                                                   bool has_bare) {
  const auto [known, is_new] = metrics_.try_emplace({kind, element, has_bare});
  auto& found = known->second;
  if (is_new) {
    if (auto named = node_exporter_name(kind, element, has_bare)) {
      const auto name = names_.try_emplace(named->name, names_.size()).first->second;
      found = {std::move(*named), name};
      gathered_.resize(names_.size());
    }
  }
  return found ? &*found : nullptr;
}

void node_exporter_registry::add(const metric& m, const metrics::label_set& labels, std::int64_t value) {
  auto& to = gathered_[m.name];
  if (!to.first) to.first = &m;
  // The bare file temp0 and temp1_input are one metric, HELP included.
  if (to.first != &m && to.first->named.help != m.named.help) return;
  to.samples.push_back({labels, m.named.scale(value)});
}

void node_exporter_registry::move_to(std::vector<metrics::metric_family>& to) {
  for (auto& [first, samples] : gathered_) {
    if (!first) continue;
    to.push_back({first->named.name, first->named.help, first->named.type, std::exchange(samples, {})});
    first = nullptr;
  }
}

}  // namespace cputemp::exporter
