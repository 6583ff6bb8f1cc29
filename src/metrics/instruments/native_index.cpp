#include "instruments/native_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cputemp::metrics {
namespace {

// 2^(2^-schema), from schema 1 on. The first is not the double next to the square root of 2 but the one below it: with
// these the products are the bounds that Prometheus and client_golang have in their tables, to the last bit.
constexpr std::array<double, 8> factors = {0x1.6a09e667f3bccp+0, 0x1.306fe0a31b715p+0, 0x1.172b83c7d517bp+0,
                                           0x1.0b5586cf9890fp+0, 0x1.059b0d3158574p+0, 0x1.02c9a3e778061p+0,
                                           0x1.0163da9fb3335p+0, 0x1.00b1afa5abcbfp+0};

/// Each schema halves the buckets of the one before it.
std::vector<double> bounds_of(std::int32_t schema) {
  std::vector<double> bounds = {0.5};
  for (std::int32_t level = 0; level < schema; ++level) {
    std::vector<double> halved;
    halved.reserve(2 * bounds.size());
    for (const double bound : bounds) {
      halved.push_back(bound);
      halved.push_back(bound * factors[static_cast<std::size_t>(level)]);
    }
    bounds = std::move(halved);
  }
  return bounds;
}

}  // namespace

native_index::native_index(std::int32_t schema) : schema_(schema), bounds_(bounds_of(schema)) {}

std::int32_t native_index::of(double value) const noexcept {
  if (std::isinf(value)) return of(std::numeric_limits<double>::max()) + 1;
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const auto within = static_cast<std::int32_t>(std::ranges::lower_bound(bounds_, fraction) - bounds_.begin());
  const auto index = within + (exponent - 1) * static_cast<std::int32_t>(bounds_.size());
  if (schema_ >= 0) return index;
  // Below 0 the buckets of schema 0 are put together: (index + 2^-schema - 1) / 2^-schema, rounded down.
  return (index + (1 << -schema_) - 1) >> -schema_;
}

}  // namespace cputemp::metrics
