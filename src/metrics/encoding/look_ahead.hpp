#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <cstddef>
#include <vector>

namespace cputemp::metrics {

/// Calls visit(sample) for each, and `prefetch` of the labels of those to come: this saves half to two thirds of the
/// time if they are too many for the caches (bench/encoder_bench).
template <class Visit>
void for_each_looking_ahead(const std::vector<sample>& samples, void (label_set::*prefetch)() const noexcept,
                            const Visit& visit) {
  constexpr std::size_t near = 8;
  constexpr std::size_t far = 2 * near;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i + far < samples.size()) samples[i + far].labels.prefetch();
    if (i + near < samples.size()) (samples[i + near].labels.*prefetch)();
    visit(samples[i]);
  }
}

}  // namespace cputemp::metrics
