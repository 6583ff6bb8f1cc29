#pragma once

#include <cputemp/metrics/label_set.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <string>
#include <vector>

namespace cputemp::exporter {

/// The labels of the histories of a CPU package. They are the same in every snapshot.
class package_labels {
 public:
  explicit package_labels(const sampling::package_history&);

  const metrics::label_set& package() const noexcept { return package_; }
  const std::vector<metrics::label_set>& above() const noexcept { return above_; }  ///< by threshold

  bool fits(const sampling::package_history&) const noexcept;

 private:
  std::string name_;
  std::vector<std::string> thresholds_;
  metrics::label_set package_;
  std::vector<metrics::label_set> above_;
};

/// Those of all packages of a snapshot, in its order.
using package_label_cache = std::vector<package_labels>;

/// Makes all labels again if those of any package do not fit.
void fit(package_label_cache&, const std::vector<sampling::package_history>&);

}  // namespace cputemp::exporter
