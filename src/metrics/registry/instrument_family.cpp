#include <cputemp/metrics/instrument_family.hpp>

#include "escape.hpp"
#include "registry/writer_first_mutex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace cputemp::metrics {
namespace {

using time_point = std::chrono::steady_clock::time_point;

double value_of(const counter& instrument, time_point) { return instrument.value(); }
double value_of(const gauge& instrument, time_point) { return instrument.value(); }
histogram_value value_of(const histogram& instrument, time_point) { return instrument.value(); }
summary_value value_of(const summary& instrument, time_point now) { return instrument.value(now); }

label_set labels_of(const std::vector<std::string>& names, const std::vector<std::string>& values) {
  std::vector<label> labels;
  for (std::size_t i = 0; i < names.size(); ++i) labels.push_back({names[i], values[i]});
  return label_set(std::move(labels));
}

struct by_values {
  using is_transparent = void;
  bool operator()(const auto& a, const auto& b) const noexcept {
    return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(),
                                                  [](std::string_view x, std::string_view y) { return x <=> y; }) < 0;
  }
};

}  // namespace

template <class Instrument>
struct instrument_family<Instrument>::children {
  struct child {
    label_set labels;  // made once, for all expositions
    std::unique_ptr<Instrument> instrument;
  };
  mutable writer_first_mutex mutex;
  std::map<std::vector<std::string>, child, by_values> by_value;  // as they are written

  Instrument* find(const auto& values) const {
    const std::shared_lock lock(mutex);
    const auto found = by_value.find(values);
    return found == by_value.end() ? nullptr : found->second.instrument.get();
  }

  template <class Text>
  Instrument& find_or_make(std::span<const Text> values, const family_description& family, const auto& make) {
    if (auto* const found = find(values)) return *found;
    const std::vector<std::string>& names = family.label_names;
    if (values.size() != names.size()) {
      const std::vector<std::string_view> given(values.begin(), values.end());
      throw std::invalid_argument(fmt::format("family {} has the labels {{{}}}, but got the values {{{}}}", family.name,
                                              fmt::join(names, ", "), fmt::join(given, ", ")));
    }
    auto key = as_written(values);
    if (auto* const found = find(key)) return *found;
    child made{labels_of(names, key), make()};
    const std::scoped_lock lock(mutex);
    // If another thread was faster, its instrument stays.
    return *by_value.try_emplace(std::move(key), std::move(made)).first->second.instrument;
  }

  bool erase(const auto& values) {
    const auto key = as_written(values);
    const std::scoped_lock lock(mutex);
    return by_value.erase(key) != 0;
  }

  static std::vector<std::string> as_written(const auto& values) {
    std::vector<std::string> result;
    result.reserve(values.size());
    for (const std::string_view each : values) result.push_back(writable(each));
    return result;
  }
};

template <class Instrument>
instrument_family<Instrument>::instrument_family(family_description description,
                                                 std::function<std::unique_ptr<Instrument>()> make)
    : description_(std::move(description)), make_(std::move(make)), children_(std::make_unique<children>()) {}

template <class Instrument>
instrument_family<Instrument>::~instrument_family() = default;

template <class Instrument>
Instrument& instrument_family<Instrument>::with(std::initializer_list<label_text> values) {
  return children_->find_or_make(std::span(values), description_, make_);
}

template <class Instrument>
Instrument& instrument_family<Instrument>::with_values(std::span<const std::string_view> values) {
  return children_->find_or_make(values, description_, make_);
}

template <class Instrument>
Instrument& instrument_family<Instrument>::with_labels(std::initializer_list<named_label> labels) {
  if (const auto values = values_of(labels)) return with_values(*values);
  std::vector<std::string_view> given;
  for (const auto& each : labels) given.push_back(each.name);
  const std::vector<std::string>& names = description_.label_names;
  throw std::invalid_argument(fmt::format("family {} has the labels {{{}}}, but got {{{}}}", description_.name,
                                          fmt::join(names, ", "), fmt::join(given, ", ")));
}

template <class Instrument>
bool instrument_family<Instrument>::remove(std::initializer_list<label_text> values) {
  return children_->erase(values);
}

template <class Instrument>
bool instrument_family<Instrument>::remove_values(std::span<const std::string_view> values) {
  return children_->erase(values);
}

template <class Instrument>
bool instrument_family<Instrument>::remove_labels(std::initializer_list<named_label> labels) {
  const auto values = values_of(labels);
  return values && remove_values(*values);
}

/// Returns the values in the order of the family's names; none if the names are others.
template <class Instrument>
std::optional<std::vector<std::string_view>> instrument_family<Instrument>::values_of(
    std::initializer_list<named_label> labels) const {
  if (labels.size() != description_.label_names.size()) return std::nullopt;
  std::vector<std::string_view> values;
  for (const std::string_view name : description_.label_names) {
    const auto* const found =
        std::ranges::find(labels, name, [](const named_label& each) { return std::string_view(each.name); });
    if (found == labels.end()) return std::nullopt;
    values.push_back(found->value);
  }
  return values;
}

template <class Instrument>
std::vector<metric_family> instrument_family<Instrument>::collect(time_point now) const {
  auto result = description_.family();
  const std::shared_lock lock(children_->mutex);
  result.samples.reserve(children_->by_value.size());
  for (const auto& each : children_->by_value)
    result.samples.push_back({each.second.labels, value_of(*each.second.instrument, now)});
  return {std::move(result)};
}

template class instrument_family<counter>;
template class instrument_family<gauge>;
template class instrument_family<histogram>;
template class instrument_family<summary>;

}  // namespace cputemp::metrics
