#include "gathering/gathered_family.hpp"

#include <algorithm>
#include <numeric>

namespace cputemp::exporter {
namespace {

using metrics::label_set;
using metrics::sample;

/// Returns the order of samples by their labels, each set of labels once.
std::vector<std::uint32_t> order_of(const std::vector<sample>& samples) {
  const auto labels = [&](std::uint32_t i) -> const label_set& { return samples[i].labels; };
  std::vector<std::uint32_t> order(samples.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, labels);
  // clang 14 can't use the subrange that libstdc++ 12's std::ranges::unique returns.
  const auto same = [&](std::uint32_t a, std::uint32_t b) { return labels(a) == labels(b); };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  return order;
}

}  // namespace

void gathered_family::begin() {
  added_.clear();
  added_.reserve(order_.size());
}

/// Comparing is cheap: label sets are kept, so most are the same object as the last time.
bool gathered_family::order_still_holds() const {
  const auto labels = [&](std::uint32_t i) -> const label_set& { return added_[i].labels; };
  return added_.size() == order_.size() && std::ranges::equal(order_, family_.samples, {}, labels, &sample::labels);
}

void gathered_family::arrange() {
  if (!order_still_holds()) order_ = order_of(added_);
  auto& samples = family_.samples;
  samples.clear();
  samples.reserve(order_.size());
  for (const auto i : order_) samples.push_back(std::move(added_[i]));
  added_ = {};  // frees the memory, too: a host may have ten thousand sensors
}

}  // namespace cputemp::exporter
