#include "gathering/gathered_families.hpp"

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

gathered_family& gathered_families::of(const std::string& name, const std::string& help, metrics::metric_type type) {
  const auto described = [&] { return entry{gathered_family({name, help, type, {}})}; };
  auto known = families_.find(name);
  if (known == families_.end())
    known = families_.emplace(name, described()).first;
  else if (const auto& last = known->second.gathered.family(); last.help != help || last.type != type)
    known->second = described();
  return asked_for(known->second);
}

void gathered_families::end() {
  std::erase_if(families_, [](const auto& each) { return !each.second.is_asked_for; });
  for (auto& [name, each] : families_)
    if (each.gathered.end()) each.version = ++newest_version_;
}

}  // namespace cputemp::exporter
