#pragma once

#include "gathering/gathered_families.hpp"

#include <vector>

namespace cputemp::exporter::test {

/// Returns the families as they are now, sorted.
inline std::vector<metrics::metric_family> families_of(const gathered_families& all) {
  std::vector<metrics::metric_family> families;
  all.for_each([&](const metrics::metric_family& family) { families.push_back(family); });
  return families;
}

/// Returns the families that `append` adds to, starting with none.
template <class Append>
std::vector<metrics::metric_family> gathered(const Append& append) {
  gathered_families all;
  all.begin();
  append(all);
  all.arrange();
  return families_of(all);
}

}  // namespace cputemp::exporter::test
