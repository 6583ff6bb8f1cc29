#include "gathered_families.hpp"

#include <utility>

namespace cputemp::exporter {

void gathered_families::begin() noexcept {
  for (auto& [name, each] : families_) each.is_asked_for = false;
}

gathered_family& gathered_families::asked_for(entry& each) noexcept {
  if (!std::exchange(each.is_asked_for, true)) each.gathered.begin();
  return each.gathered;
}

gathered_family& gathered_families::of(const catalogue_entry& what) {
  auto known = families_.find(what.name);
  if (known == families_.end())
    known = families_.emplace(std::string(what.name), entry{gathered_family(what.family())}).first;
  return asked_for(known->second);
}

gathered_family& gathered_families::of(std::string name, std::string help, metrics::metric_type type) {
  auto& known = families_.try_emplace(name, entry{gathered_family({name, help, type, {}})}).first->second;
  if (const auto& family = known.gathered.family(); family.help != help || family.type != type)
    known = entry{gathered_family({std::move(name), std::move(help), type, {}})};
  return asked_for(known);
}

void gathered_families::end() {
  std::erase_if(families_, [](const auto& each) { return !each.second.is_asked_for; });
  for (auto& [name, each] : families_)
    if (each.gathered.end()) each.version = ++newest_version_;
}

}  // namespace cputemp::exporter
