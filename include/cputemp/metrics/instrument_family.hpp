#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/gauge.hpp>
#include <cputemp/metrics/histogram.hpp>
#include <cputemp/metrics/label_set.hpp>
#include <cputemp/metrics/summary.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cputemp::metrics {

/// Instruments of one name, one for each set of label values. Made by a registry. Any thread may use it.
///
/// Asking for an instrument takes a lock that threads share; whoever counts often keeps the reference.
template <class Instrument>
class family final : public collector {
 public:
  using label_pair = std::pair<std::string_view, std::string_view>;

  family(family_description, std::function<std::unique_ptr<Instrument>()> make);

  /// The instrument with these values, in the order in which the label names were given; made where there is none yet.
  /// It stays where it is until it is removed. Throws std::invalid_argument where there are too few or too many.
  Instrument& with(std::span<const std::string_view> values);
  Instrument& with(std::initializer_list<std::string_view> values) { return with(std::span(values)); }

  /// The same by name and value, in any order: `with_labels({{"path", "/"}})`. Throws std::invalid_argument where the
  /// names are not those of the family.
  Instrument& with_labels(std::initializer_list<label_pair>);

  /// False where there is none with these values. Nobody may use the instrument any more.
  bool remove(std::span<const std::string_view> values);
  bool remove(std::initializer_list<std::string_view> values) { return remove(std::span(values)); }

  std::vector<family_description> describe() const override { return {description_}; }
  std::vector<metric_family> collect(std::chrono::steady_clock::time_point now) const override;

 private:
  struct child {
    label_set labels;  // made once, for all expositions
    std::unique_ptr<Instrument> instrument;
  };
  struct by_values {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const noexcept {
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    }
  };

  const family_description description_;
  const std::function<std::unique_ptr<Instrument>()> make_;
  mutable std::shared_mutex mutex_;
  std::map<std::vector<std::string>, child, by_values> children_;
};

extern template class family<counter>;
extern template class family<gauge>;
extern template class family<histogram>;
extern template class family<summary>;

}  // namespace cputemp::metrics
