#include <cputemp/metrics/summary.hpp>

#include "instruments/quantile_sketch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace cputemp::metrics {
namespace {

// No slice has this index, and what is subtracted from it does not overflow.
constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min() / 2;

std::vector<double> checked_ranks(std::vector<double> ranks) {
  for (const double rank : ranks)
    if (!(rank >= 0 && rank <= 1)) throw std::invalid_argument(fmt::format("quantile rank {} is not in 0 to 1", rank));
  std::ranges::sort(ranks);
  const auto twice = std::ranges::adjacent_find(ranks);
  if (twice != ranks.end()) throw std::invalid_argument(fmt::format("quantile rank {} is given twice", *twice));
  return ranks;
}

/// Rounded up: the slices together must not be shorter than the window.
std::chrono::nanoseconds slice_length(const summary_settings& settings) {
  if (settings.window <= settings.window.zero()) throw std::invalid_argument("a summary's window is not above 0");
  if (settings.age_buckets == 0) throw std::invalid_argument("a summary has no age buckets");
  constexpr std::chrono::nanoseconds least(1);
  return (settings.window - least) / settings.age_buckets + least;
}

}  // namespace

struct summary::slice {
  std::int64_t index = none;
  quantile_sketch seen = {};
};

summary::summary(summary_settings settings)
    : ranks_(checked_ranks(std::move(settings.ranks))),
      slice_length_(slice_length(settings)),
      ring_(std::size_t{settings.age_buckets} + 1),
      newest_(none) {}

summary::~summary() = default;

std::int64_t summary::index_at(std::chrono::nanoseconds time) const noexcept {
  const auto quotient = time / slice_length_;
  return time % slice_length_ < slice_length_.zero() ? quotient - 1 : quotient;
}

void summary::observe(double value, std::chrono::nanoseconds now) {
  const std::scoped_lock lock(mutex_);
  ++count_;
  sum_ += value;
  any_negative_ = any_negative_ || value < 0;
  if (std::isnan(value)) return;
  newest_ = std::max(newest_, index_at(now));
  const auto size = static_cast<std::int64_t>(ring_.size());
  auto& current = ring_[static_cast<std::size_t>((newest_ % size + size) % size)];
  if (current.index != newest_) current = {newest_};
  current.seen.insert(value);
}

summary_value summary::value(std::chrono::nanoseconds now) const {
  summary_value result;
  std::vector<weighted> window;
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  {
    const std::scoped_lock lock(mutex_);
    result.count = count_;
    result.sum = sum_;
    result.any_negative = any_negative_;
    const auto oldest = std::max(newest_, index_at(now)) - static_cast<std::int64_t>(ring_.size()) + 1;
    for (const auto& each : ring_) {
      if (each.index < oldest || each.seen.empty()) continue;
      each.seen.append_to(window);
      lowest = std::min(lowest, each.seen.lowest());
      highest = std::max(highest, each.seen.highest());
    }
  }
  if (window.empty()) return result;
  std::ranges::sort(window, {}, &weighted::value);
  for (const double rank : ranks_)
    result.quantiles.push_back({rank, rank == 0 ? lowest : rank == 1 ? highest : quantile_of(window, rank)});
  return result;
}

}  // namespace cputemp::metrics
