#include "sample_order.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace cputemp::exporter {
namespace {

using metrics::label_set;
using metrics::sample;

std::vector<std::uint32_t> order_of(const std::vector<label_set>& labels) {
  std::vector<std::uint32_t> order;
  if (std::ranges::adjacent_find(labels, std::greater_equal<>()) == labels.end()) return order;
  order.resize(labels.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto of = [&](std::uint32_t i) -> const label_set& { return labels[i]; };
  std::ranges::stable_sort(order, {}, of);
  const auto alike = [&](std::uint32_t a, std::uint32_t b) { return of(a) == of(b); };
  order.erase(std::unique(order.begin(), order.end(), alike), order.end());
  return order;
}

}  // namespace

void sample_order::sort(metrics::metric_family& family) {
  auto& known = known_[family.name];
  known.used = true;
  if (!std::ranges::equal(family.samples, known.given, {}, &sample::labels)) {
    known.given.clear();
    std::ranges::transform(family.samples, std::back_inserter(known.given), &sample::labels);
    known.order = order_of(known.given);
  }
  if (known.order.empty()) return;
  std::vector<sample> sorted;
  sorted.reserve(family.samples.size());
  for (const auto i : known.order) sorted.push_back(std::move(family.samples[i]));
  family.samples = std::move(sorted);
}

void sample_order::sort(std::vector<metrics::metric_family>& families) {
  std::ranges::sort(families, {}, &metrics::metric_family::name);
  for (auto& family : families) sort(family);
}

void sample_order::forget_unused() {
  std::erase_if(known_, [](const auto& entry) { return !entry.second.used; });
  for (auto& [name, known] : known_) known.used = false;
}

}  // namespace cputemp::exporter
