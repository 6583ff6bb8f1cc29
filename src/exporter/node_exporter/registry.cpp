#include "node_exporter/registry.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::exporter {

const node_exporter_registry::metric* node_exporter_registry::find(hwmon::sensor_kind kind, const std::string& element,
                                                                   bool has_bare) {
  const std::tuple file{kind, element, has_bare};
  auto known = metrics_.find(file);
  if (known == metrics_.end()) {
    // Entered last, so that an attempt that runs out of memory is repeated.
    std::optional<metric> made;
    if (auto named = node_exporter_name(kind, element, has_bare)) {
      const auto name = names_.try_emplace(named->name, names_.size()).first->second;
      gathered_.resize(names_.size());
      made = {std::move(*named), name};
    }
    known = metrics_.emplace(file, std::move(made)).first;
  }
  return known->second ? &*known->second : nullptr;
}

void node_exporter_registry::begin(gathered_families& to) {
  to_ = &to;
  std::ranges::fill(gathered_, gathered{});
}

void node_exporter_registry::add(const metric& m, const metrics::label_set& labels, std::int64_t value) {
  auto& [first, family] = gathered_[m.name];
  if (!first) {
    first = &m;
    family = &to_->of(m.named.name, m.named.help, m.named.type);
  }
  // The bare file temp0 and temp1_input are one metric, HELP included.
  if (first == &m || first->named.help == m.named.help) family->add(labels, m.named.scale(value));
}

}  // namespace cputemp::exporter
