#pragma once

#include <cputemp/metrics/label_text.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace cputemp::metrics {

/// A family as it is known before anything is collected.
struct family_description {
  std::string name;  ///< of a counter: it ends in `_total`; of an info: in `_info`
  std::string help;
  metric_type type;
  std::string unit = {};                  ///< ends the name, before `_total`; empty if there is none, as for an info
  metrics::label_names label_names = {};  ///< of all samples; their order means nothing

  /// Returns the family without samples.
  metric_family family() const { return {name, help, type, {}, unit}; }
};

/// Makes families from values that are kept elsewhere, when it is asked. For values that a program counts itself there
/// are the instruments of the registry.
class collector {
 public:
  virtual ~collector() = default;

  /// Returns the same at each call.
  virtual std::vector<family_description> describe() const = 0;

  /// Returns only families that were described, not necessarily all. Called from any thread, possibly from several at
  /// once, while the registry holds no lock. An exception becomes an error of the gathering and costs only the families
  /// of this collector.
  virtual std::vector<metric_family> collect(std::chrono::steady_clock::time_point now) const = 0;
};

}  // namespace cputemp::metrics
