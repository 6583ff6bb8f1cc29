#include "native/package_labels.hpp"

#include <algorithm>

namespace cputemp::exporter {

using sampling::package_history;

package_labels::package_labels(const package_history& history)
    : name_(history.package), package_{{"package", history.package}} {
  for (const auto& [threshold, seconds] : history.above) {
    thresholds_.push_back(threshold);
    above_.push_back(package_.with("threshold", threshold));
  }
}

bool package_labels::fits(const package_history& history) const noexcept {
  return name_ == history.package &&
         std::ranges::equal(thresholds_, history.above, {}, {}, &package_history::time_above::threshold);
}

void fit(package_label_cache& cache, const std::vector<package_history>& packages) {
  const auto fits = [](const package_labels& labels, const package_history& history) { return labels.fits(history); };
  if (!std::ranges::equal(cache, packages, fits)) cache = package_label_cache(packages.begin(), packages.end());
}

}  // namespace cputemp::exporter
