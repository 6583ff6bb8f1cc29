#include <cputemp/metrics/histogram.hpp>

#include "instruments/native_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cputemp::metrics {
namespace {

std::vector<double> checked(std::vector<double> bounds) {
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if (!std::isfinite(bounds[i]))
      throw std::invalid_argument(fmt::format("bucket bound {} is not finite; +Inf is implied", bounds[i]));
    if (i > 0 && bounds[i] <= bounds[i - 1])
      throw std::invalid_argument(fmt::format("bucket bound {} comes after {}", bounds[i], bounds[i - 1]));
  }
  return bounds;
}

std::unique_ptr<native_cells> cells(const std::optional<native_settings>& settings, const std::vector<double>& bounds) {
  if (!settings) return nullptr;
  if (settings->schema < native_index::lowest_schema || settings->schema > native_index::highest_schema)
    throw std::invalid_argument(fmt::format("native schema {} is not in -4 to 8", settings->schema));
  if (!(settings->zero_threshold >= 0 && std::isfinite(settings->zero_threshold)))
    throw std::invalid_argument(fmt::format("zero threshold {} is not 0 or above", settings->zero_threshold));
  return std::make_unique<native_cells>(*settings, bounds);
}

}  // namespace

histogram::histogram(std::vector<double> upper_bounds, std::optional<native_settings> native)
    : bounds_(checked(std::move(upper_bounds))), counts_(bounds_.size() + 1), native_(cells(native, bounds_)) {}

histogram::~histogram() = default;

void histogram::observe(double value) noexcept {
  const auto classic = static_cast<std::size_t>(std::ranges::lower_bound(bounds_, value) - bounds_.begin());
  auto& counter = std::isnan(value)                              ? not_a_number_
                  : native_ && native_->is_away_from_zero(value) ? native_->at(value, classic)
                                                                 : counts_[classic];
  // In this order, with the release, so that a thread that sees the count sees the rest. Nearly always there is nothing
  // to store, and no cache line to take from the other threads.
  if (value < 0 && !any_negative_.load(std::memory_order_relaxed)) any_negative_.store(true, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
  counter.fetch_add(1, std::memory_order_release);
}

histogram_value histogram::value() const {
  std::vector<std::uint64_t> counts(counts_.size());
  std::ranges::transform(counts_, counts.begin(), [](const auto& c) { return c.load(std::memory_order_acquire); });
  histogram_value result;
  if (native_) {
    std::uint64_t near_zero = 0;
    for (const auto count : counts) near_zero += count;
    result.native = native_->add_to(counts);
    result.native->zero_count = near_zero;
  }
  result.buckets.reserve(bounds_.size());
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    result.count += counts[i];
    result.buckets.push_back({bounds_[i], result.count});
  }
  result.count += counts.back() + not_a_number_.load(std::memory_order_acquire);
  result.sum = sum_.load(std::memory_order_relaxed);
  result.any_negative = any_negative_.load(std::memory_order_relaxed);
  return result;
}

}  // namespace cputemp::metrics
