#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/gauge.hpp>
#include <cputemp/metrics/histogram.hpp>
#include <cputemp/metrics/label_text.hpp>
#include <cputemp/metrics/summary.hpp>

#include <chrono>
#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cputemp::metrics {

/// Instruments of one name, one for each set of label values. Created by a registry. Any thread may use it.
///
/// Looking up an instrument takes a lock that threads share; a caller that counts often keeps the reference.
template <class Instrument>
class instrument_family final : public collector {
 public:
  instrument_family(family_description, std::function<std::unique_ptr<Instrument>()> make);
  ~instrument_family() override;

  /// Returns the instrument with these values, in the order in which the label names were given, and creates it if
  /// there is none: `with({"/", "200"})`. Values that a label_set makes equal are one. The instrument stays where it is
  /// until it is removed. Throws std::invalid_argument if there are too few values or too many.
  Instrument& with(std::initializer_list<label_text> values);
  template <std::convertible_to<std::span<const std::string_view>> Values>
  Instrument& with(const Values& values) {
    return with_values(values);
  }

  /// The same by name and value, in any order: `with({{"code", "200"}, {"path", "/"}})`. Throws std::invalid_argument
  /// if the names are not those of the family. A template, so that `with({})` means no values.
  template <class = void>
  Instrument& with(std::initializer_list<named_label> labels) {
    return with_labels(labels);
  }
  Instrument& with_labels(std::initializer_list<named_label>);

  /// Returns false if there is no instrument with these values or labels. No one may use the instrument any more.
  bool remove(std::initializer_list<label_text> values);
  template <std::convertible_to<std::span<const std::string_view>> Values>
  bool remove(const Values& values) {
    return remove_values(values);
  }
  template <class = void>
  bool remove(std::initializer_list<named_label> labels) {
    return remove_labels(labels);
  }

  std::vector<family_description> describe() const override { return {description_}; }
  std::vector<metric_family> collect(std::chrono::steady_clock::time_point now) const override;

 private:
  struct children;

  Instrument& with_values(std::span<const std::string_view>);
  bool remove_values(std::span<const std::string_view>);
  bool remove_labels(std::initializer_list<named_label>);
  std::optional<std::vector<std::string_view>> values_of(std::initializer_list<named_label>) const;

  const family_description description_;
  const std::function<std::unique_ptr<Instrument>()> make_;
  const std::unique_ptr<children> children_;
};

extern template class instrument_family<counter>;
extern template class instrument_family<gauge>;
extern template class instrument_family<histogram>;
extern template class instrument_family<summary>;

}  // namespace cputemp::metrics
