#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <functional>
#include <map>
#include <string>

#include "gathering/catalogue_entry.hpp"
#include "gathering/gathered_family.hpp"

namespace cputemp::exporter {

/// All families of an exposition, gathered for one snapshot after the other.
class gathered_families {
 public:
  /// Starts the next snapshot.
  void begin();

  /// Returns the family to add samples to, valid until arrange(). A family without samples is not exported. Between
  /// begin() and arrange(), a name always has the same description.
  gathered_family& of(const catalogue_entry&);
  gathered_family& of(const std::string& name, const std::string& help, metrics::metric_type);

  /// Ends the snapshot: sorts the samples that were added.
  void arrange();

  /// Calls visit(const metric_family&) for all that have samples, sorted by name.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const auto& [name, gathered] : families_)
      if (const auto& family = gathered.family(); !family.samples.empty()) visit(family);
  }

 private:
  std::map<std::string, gathered_family, std::less<>> families_;  // by name
};

}  // namespace cputemp::exporter
