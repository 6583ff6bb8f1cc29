#pragma once

#include <cputemp/metrics/shared_value.hpp>

#include <chrono>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cputemp::metrics {

struct label {
  std::string name;  ///< [a-zA-Z_][a-zA-Z0-9_]*
  std::string value;
  auto operator<=>(const label&) const = default;
};

/// The labels of one series, sorted by name, their values valid UTF-8 without control characters but the newline: what
/// is not becomes U+FFFD or a space. Immutable and cheap to copy: who keeps a set from one exposition to the
/// next pays for it once, its text included.
class label_set {
 public:
  label_set() = default;
  label_set(std::initializer_list<label> labels) : label_set(std::vector<label>(labels)) {}
  explicit label_set(std::vector<label>);

  /// These labels and one more.
  label_set with(std::string_view name, std::string_view value) const;

  const label* begin() const noexcept { return content_ ? content_->labels.data() : nullptr; }
  const label* end() const noexcept { return content_ ? content_->labels.data() + content_->labels.size() : nullptr; }
  bool empty() const noexcept { return !content_; }

  /// `a="1",b="2"`, escaped as all text formats of Prometheus want it; empty where there are no labels.
  std::string_view text() const noexcept { return content_ ? std::string_view(content_->text) : std::string_view(); }

  // Ask the processor for what text() or the iteration is about to need: on a large host the sets lie all over the
  // memory. The last two wait for what the first one asks for.
  void prefetch() const noexcept { __builtin_prefetch(content_.get()); }
  void prefetch_text() const noexcept;
  void prefetch_labels() const noexcept;

  // Most sets that are compared are one and the same.
  friend bool operator==(const label_set& a, const label_set& b) noexcept {
    return a.content_ == b.content_ || equal(a, b);
  }
  friend std::strong_ordering operator<=>(const label_set&, const label_set&) noexcept;

 private:
  struct content {
    std::vector<label> labels;
    std::string text;
  };
  static bool equal(const label_set&, const label_set&) noexcept;

  std::shared_ptr<const content> content_;  // null where there are none
};

/// The sparse buckets of a native histogram (prometheus.io/docs/specs/native_histograms): bucket `index` of `positive`
/// holds the observations in (base^(index-1), base^index], where base = 2^(2^-schema); `negative` mirrors that.
struct native_buckets {
  struct bucket {
    std::int32_t index;
    std::uint64_t count;  ///< not cumulative
    bool operator==(const bucket&) const = default;
  };
  std::int32_t schema = 5;
  double zero_threshold = 0;
  std::uint64_t zero_count = 0;
  std::vector<bucket> negative;  ///< indices ascending, counts above 0; as is positive
  std::vector<bucket> positive;
  bool operator==(const native_buckets&) const = default;
};

/// Cumulative counts, as Prometheus has them: a bucket holds all observations <= its bound.
/// The bucket of +Inf is `count` and not listed.
struct histogram_value {
  struct bucket {
    double upper_bound;
    std::uint64_t cumulative_count;
    bool operator==(const bucket&) const = default;
  };
  std::vector<bucket> buckets;  ///< bounds ascending
  std::uint64_t count = 0;
  double sum = 0;
  std::optional<native_buckets> native = std::nullopt;  ///< the same observations; text formats leave them out
  bool any_negative = false;  ///< an observation was below 0: the sum may fall, and OpenMetrics leaves it out
  bool operator==(const histogram_value&) const = default;
};

/// Quantiles over a sliding window, and the count and sum since the start.
struct summary_value {
  struct quantile {
    double rank;  ///< 0 to 1
    double value;
    bool operator==(const quantile&) const = default;
  };
  std::vector<quantile> quantiles;  ///< ranks ascending; empty where nothing was observed in the window
  std::uint64_t count = 0;
  double sum = 0;
  bool any_negative = false;  ///< as in histogram_value
  bool operator==(const summary_value&) const = default;
};

/// Small, since a family holds thousands of numbers and few histograms.
using sample_value = std::variant<double, shared_value<histogram_value>, shared_value<summary_value>>;

struct sample {
  label_set labels;
  sample_value value;
  /// Since when it counts, for a counter, histogram or summary; the same in all expositions. None where it is unknown.
  std::optional<std::chrono::system_clock::time_point> created = std::nullopt;
};

/// An `info` is a gauge whose name ends in `_info` and whose value is always 1: what it tells is in its labels.
/// Formats that have no such type call it a gauge.
enum class metric_type : std::uint8_t { counter, gauge, histogram, summary, info };

/// A metric with all its series: a plain value between those who collect and those who encode.
struct metric_family {
  std::string name;  ///< [a-zA-Z_:][a-zA-Z0-9_:]*
  std::string help;
  metric_type type;
  std::vector<sample> samples;
  std::string unit = {};  ///< a suffix of the name, as OpenMetrics has it; empty where there is none

  void add(label_set labels, double value) { samples.push_back({std::move(labels), value}); }
};

}  // namespace cputemp::metrics
