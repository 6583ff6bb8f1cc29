#pragma once

#include <cputemp/metrics/family.hpp>

#include <cstddef>
#include <utility>
#include <vector>

#include "catalogue.hpp"

namespace cputemp::exporter {

/// A family of the catalogue while its samples are gathered. One that gets none is not exported and costs nothing.
class gathered_family {
 public:
  explicit gathered_family(const catalogue_entry& entry) noexcept : entry_(entry) {}

  void add(metrics::label_set labels, double value) { add(metrics::sample{std::move(labels), value}); }
  void add(metrics::sample&& sample) {
    if (samples_.empty()) samples_.reserve(usual_);
    samples_.push_back(std::move(sample));
  }

  void move_to(std::vector<metrics::metric_family>& to) {
    if (samples_.empty()) return;
    to.push_back(entry_.family());
    to.back().samples = std::move(samples_);
  }

 private:
  static constexpr std::size_t usual_ = 32;  // a host has some dozens of sensors; to grow by doubling from 1 is dear

  const catalogue_entry& entry_;
  std::vector<metrics::sample> samples_;
};

}  // namespace cputemp::exporter
