#include <cputemp/metrics/instrument_family.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

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

}  // namespace

template <class Instrument>
family<Instrument>::family(family_description description, std::function<std::unique_ptr<Instrument>()> make)
    : description_(std::move(description)), make_(std::move(make)) {}

template <class Instrument>
Instrument& family<Instrument>::with(std::span<const std::string_view> values) {
  {
    const std::shared_lock lock(mutex_);
    const auto found = children_.find(values);
    if (found != children_.end()) return *found->second.instrument;
  }
  const auto& names = description_.label_names;
  if (values.size() != names.size())
    throw std::invalid_argument(fmt::format("family {} has the labels {{{}}}, but was given the values {{{}}}",
                                            description_.name, fmt::join(names, ", "), fmt::join(values, ", ")));
  std::vector<std::string> key(values.begin(), values.end());
  child made{labels_of(names, key), make_()};
  const std::scoped_lock lock(mutex_);
  // Where another thread was faster, its instrument stays.
  return *children_.try_emplace(std::move(key), std::move(made)).first->second.instrument;
}

template <class Instrument>
Instrument& family<Instrument>::with_labels(std::initializer_list<label_pair> labels) {
  std::vector<std::string_view> values;
  for (const auto& name : description_.label_names) {
    const auto* const found = std::ranges::find(labels, name, &label_pair::first);
    if (found != labels.end()) values.push_back(found->second);
  }
  if (values.size() == description_.label_names.size() && values.size() == labels.size()) return with(values);
  std::vector<std::string_view> given;
  for (const auto& each : labels) given.push_back(each.first);
  throw std::invalid_argument(fmt::format("family {} has the labels {{{}}}, but was given {{{}}}", description_.name,
                                          fmt::join(description_.label_names, ", "), fmt::join(given, ", ")));
}

template <class Instrument>
bool family<Instrument>::remove(std::span<const std::string_view> values) {
  const std::scoped_lock lock(mutex_);
  const auto found = children_.find(values);
  if (found == children_.end()) return false;
  children_.erase(found);
  return true;
}

template <class Instrument>
std::vector<metric_family> family<Instrument>::collect(time_point now) const {
  auto result = description_.family();
  const std::shared_lock lock(mutex_);
  result.samples.reserve(children_.size());
  for (const auto& each : children_)
    result.samples.push_back({each.second.labels, value_of(*each.second.instrument, now)});
  return {std::move(result)};
}

template class family<counter>;
template class family<gauge>;
template class family<histogram>;
template class family<summary>;

}  // namespace cputemp::metrics
