#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "native/catalogue.hpp"
#include "native/device_labels.hpp"

namespace cputemp::exporter {

/// How the devices do: whether they answer, how fast, and how often not.
class health_families {
 public:
  explicit health_families(gathered_families& to)
      : up_(to.of(catalogue::chip_up)),
        asleep_(to.of(catalogue::chip_asleep)),
        read_duration_(to.of(catalogue::chip_read_duration)),
        errors_(to.of(catalogue::read_errors)) {}

  void add(const sampling::device_state&, const device_labels&);

 private:
  gathered_family& up_;
  gathered_family& asleep_;
  gathered_family& read_duration_;
  gathered_family& errors_;
};

}  // namespace cputemp::exporter
