#pragma once

#include <cputemp/metrics/label_text.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace cputemp::metrics {

/// What is known of a family before anything is collected.
struct family_description {
  std::string name;  ///< of a counter: it ends in `_total`; of an info: in `_info`
  std::string help;
  metric_type type;
  std::string unit = {};                  ///< ends the name, before `_total`; empty if there is none, as for an info
  metrics::label_names label_names = {};  ///< of all samples; their order means nothing

  /// As it is described, without samples.
  metric_family family() const { return {name, help, type, {}, unit}; }
};

/// Makes families when it is asked, from what is elsewhere. For values that a program counts itself there are the
/// instruments of the registry.
class collector {
 public:
  virtual ~collector() = default;

  /// The same whenever it is asked.
  virtual std::vector<family_description> describe() const = 0;

  /// None but families that were described, or fewer. From any thread, possibly from several at once, with no lock of
  /// the registry held. What it throws becomes an error of the gathering and costs none but its own families.
  virtual std::vector<metric_family> collect(std::chrono::steady_clock::time_point now) const = 0;
};

}  // namespace cputemp::metrics
