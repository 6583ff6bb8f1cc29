#pragma once

#include "gathering/gathered_families.hpp"

#include <vector>

namespace cputemp::exporter::test {

/// The families as they are now, sorted.
inline std::vector<metrics::metric_family> families_of(const gathered_families& all) {
  std::vector<metrics::metric_family> families;
  all.for_each([&](const metrics::metric_family& family) { families.push_back(family); });
  return families;
}

/// What `append` adds to families that know nothing yet.
template <class Append>
std::vector<metrics::metric_family> gathered(const Append& append) {
  gathered_families all;
  all.begin();
  append(all);
  all.arrange();
  return families_of(all);
}

}  // namespace cputemp::exporter::test
