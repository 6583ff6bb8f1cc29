#include "gathering/gathered_families.hpp"

namespace cputemp::exporter {

void gathered_families::begin() {
  for (auto& [name, gathered] : families_) gathered.begin();
}

gathered_family& gathered_families::of(const catalogue_entry& what) {
  auto known = families_.find(what.name);
  if (known == families_.end()) known = families_.emplace(std::string(what.name), gathered_family(what.family())).first;
  return known->second;
}

gathered_family& gathered_families::of(const std::string& name, const std::string& help, metrics::metric_type type) {
  const auto described = [&] { return gathered_family({name, help, type, {}}); };
  auto known = families_.find(name);
  if (known == families_.end())
    known = families_.emplace(name, described()).first;
  else if (const auto& last = known->second.family(); last.help != help || last.type != type)
    known->second = described();
  return known->second;
}

void gathered_families::arrange() {
  for (auto& [name, gathered] : families_) gathered.arrange();
}

}  // namespace cputemp::exporter
