#include <cputemp/metrics/registry.hpp>

#include "registry/description_check.hpp"
#include "registry/gatherer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cputemp::metrics {
namespace {

/// Refuses wrong settings when a family is added, not when it creates its first instrument.
template <class Make>
void try_settings(const naming& names, Make make) {
  try {
    make();
  } catch (const std::invalid_argument& refused) {
    throw std::invalid_argument(fmt::format("family {}: {}", names.name, refused.what()));
  }
}

}  // namespace

template <class Instrument>
instrument_family<Instrument>& registry::add_family(metric_type type, naming names, label_names labels,
                                                    std::function<std::unique_ptr<Instrument>()> make) {
  family_description description{std::move(names.name), std::move(names.help), type, std::move(names.unit),
                                 std::move(labels)};
  const auto made = std::make_shared<instrument_family<Instrument>>(std::move(description), std::move(make));
  add(made, true);
  return *made;
}

instrument_family<counter>& registry::add_counter_family(naming names, label_names labels) {
  return add_family<counter>(metric_type::counter, std::move(names), std::move(labels),
                             [] { return std::make_unique<counter>(); });
}

instrument_family<gauge>& registry::add_gauge_family(naming names, label_names labels) {
  return add_family<gauge>(metric_type::gauge, std::move(names), std::move(labels),
                           [] { return std::make_unique<gauge>(); });
}

instrument_family<histogram>& registry::add_histogram_family(naming names, label_names labels,
                                                             std::vector<double> upper_bounds,
                                                             std::optional<native_settings> native) {
  auto make = [bounds = std::move(upper_bounds), native] { return std::make_unique<histogram>(bounds, native); };
  try_settings(names, make);
  return add_family<histogram>(metric_type::histogram, std::move(names), std::move(labels), std::move(make));
}

instrument_family<summary>& registry::add_summary_family(naming names, label_names labels, summary_settings settings) {
  auto make = [settings = std::move(settings)] { return std::make_unique<summary>(settings); };
  try_settings(names, make);
  return add_family<summary>(metric_type::summary, std::move(names), std::move(labels), std::move(make));
}

counter& registry::add_counter(naming names) { return add_counter_family(std::move(names), {}).with({}); }
gauge& registry::add_gauge(naming names) { return add_gauge_family(std::move(names), {}).with({}); }

histogram& registry::add_histogram(naming names, std::vector<double> upper_bounds,
                                   std::optional<native_settings> native) {
  return add_histogram_family(std::move(names), {}, std::move(upper_bounds), native).with({});
}

summary& registry::add_summary(naming names, summary_settings settings) {
  return add_summary_family(std::move(names), {}, std::move(settings)).with({});
}

void registry::add(std::shared_ptr<const collector> source) { add(std::move(source), false); }

void registry::add(std::shared_ptr<const collector> source, bool is_instrument) {
  if (!source) throw std::invalid_argument("a collector is null");
  auto described = std::make_shared<const descriptions>(source->describe());
  for (auto each = described->begin(); each != described->end(); ++each) {
    check(*each);
    for (auto before = described->begin(); before != each; ++before) check_beside(*before, *each);
  }
  const std::scoped_lock lock(mutex_);
  for (const auto& there : entries_) {
    if (there.source == source) throw std::invalid_argument("a collector is added twice");
    for (const auto& registered : *there.described)
      for (const auto& added : *described) {
        check_beside(registered, added);
        if (is_instrument && there.is_instrument && registered.name == added.name)
          throw std::invalid_argument(fmt::format("family {} is registered already", added.name));
      }
  }
  entries_.push_back({std::move(source), std::move(described), is_instrument});
}

bool registry::remove(const collector& source) {
  const std::scoped_lock lock(mutex_);
  return std::erase_if(entries_, [&](const entry& each) { return each.source.get() == &source; }) > 0;
}

gathering registry::gather(std::chrono::steady_clock::time_point now) const {
  auto entries = [this] {
    const std::scoped_lock lock(mutex_);
    return entries_;
  }();
  gatherer result;
  for (const auto& each : entries) result.ask(*each.source, *each.described, now);
  return std::move(result).take();
}

}  // namespace cputemp::metrics
