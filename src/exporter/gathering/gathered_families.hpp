#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "gathering/gathered_family.hpp"
#include "native/catalogue.hpp"

namespace cputemp::exporter {

/// All families of an exposition, gathered for one snapshot after the other.
class gathered_families {
 public:
  /// From here on the samples of another snapshot come.
  void begin() noexcept;

  /// The family to add samples to, valid until end(). One that gets none is not exported. Whoever asks for a name again
  /// until then describes it alike.
  gathered_family& of(const catalogue_entry&);
  gathered_family& of(const std::string& name, const std::string& help, metrics::metric_type);

  /// They have all come. What nobody asked `of` since the beginning is forgotten.
  void end();

  /// Calls visit(const metric_family&, version) for all that have samples, sorted by name. A version stands for what a
  /// family holds; no other one has the same.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const auto& [name, each] : families_)
      if (const auto& family = each.gathered.family(); !family.samples.empty()) visit(family, each.version);
  }

 private:
  struct entry {
    gathered_family gathered;
    bool is_asked_for = false;
    std::uint64_t version = 0;
  };
  gathered_family& asked_for(entry&) noexcept;

  std::map<std::string, entry, std::less<>> families_;  // by name
  std::uint64_t newest_version_ = 0;
};

}  // namespace cputemp::exporter
