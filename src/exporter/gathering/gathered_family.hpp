#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace cputemp::exporter {

/// A family that is gathered for one snapshot after the other. From one to the next the same series come in the same
/// sequence, mostly. So each sample has its place from the last time, and a number that is the same costs a comparison:
/// nothing is sorted or allocated. Of samples with the same labels the first one stays: chips at different places may
/// come to be called alike (`a` with a suffix `b`, and `a_b`). A family with such samples is sorted each time.
class gathered_family {
 public:
  /// `family` has no samples yet.
  explicit gathered_family(metrics::metric_family family) : family_(std::move(family)) {}

  void add(const metrics::label_set&, metrics::sample_value,
           std::optional<std::chrono::system_clock::time_point> created = std::nullopt);

  /// From here on the samples of another snapshot come. Those that had come before without an end() are forgotten.
  void begin() noexcept;

  /// They have all come. Whether family() is not what it was at the last end().
  bool end();

  /// As of the last end(): with the samples in order.
  const metrics::metric_family& family() const noexcept { return family_; }

 private:
  bool is_arranged() const noexcept { return !places_.empty(); }
  void disarrange();
  void arrange();

  metrics::metric_family family_;
  std::vector<std::uint32_t> places_;  // in family_.samples, of the samples as they come; none while they come as new
  std::size_t next_ = 0;               // of places_
  bool changed_ = false;               // since the last end()
  std::vector<metrics::sample> came_;  // while they come as new
};

}  // namespace cputemp::exporter
