#pragma once

#include <cputemp/metrics/family.hpp>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace cputemp::exporter {

/// Sorts families as metrics::sort does, and remembers the order. From one snapshot to the next the same series come in
/// the same sequence, mostly; to see that is a fraction of the cost of sorting them again. Of samples with the same
/// labels the first one stays: chips at different places may come to be called alike (`a` with a suffix `b`, and
/// `a_b`).
class sample_order {
 public:
  void sort(std::vector<metrics::metric_family>&);

  /// Forgets families that were not sorted since the last time.
  void forget_unused();

 private:
  struct arrangement {
    std::vector<metrics::label_set> given;  // as the samples came
    std::vector<std::uint32_t> order;       // which of them is the next; empty where all came in order
    bool used = false;
  };
  void sort(metrics::metric_family&);

  std::unordered_map<std::string, arrangement> known_;  // by name of the family
};

}  // namespace cputemp::exporter
