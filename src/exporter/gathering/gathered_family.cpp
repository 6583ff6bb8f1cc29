#include "gathering/gathered_family.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <utility>
#include <variant>

namespace cputemp::exporter {
namespace {

using metrics::label_set;
using metrics::sample;
using metrics::sample_value;

/// Numbers are compared by their bits: -0 equals 0, and is not written like it.
bool are_the_same(const sample_value& a, const sample_value& b) {
  const auto* const x = std::get_if<double>(&a);
  const auto* const y = std::get_if<double>(&b);
  if (x != nullptr && y != nullptr) return std::bit_cast<std::uint64_t>(*x) == std::bit_cast<std::uint64_t>(*y);
  return a == b;
}

/// Which sample is the first, the second and so on, each set of labels once.
std::vector<std::uint32_t> order_of(const std::vector<sample>& samples) {
  const auto labels = [&](std::uint32_t i) -> const label_set& { return samples[i].labels; };
  std::vector<std::uint32_t> order(samples.size());
  std::iota(order.begin(), order.end(), 0U);
  // Collectors mostly deliver in order; asking is cheaper than sorting.
  if (std::ranges::adjacent_find(order, std::greater_equal<>(), labels) == order.end()) return order;
  std::ranges::stable_sort(order, {}, labels);
  const auto alike = [&](std::uint32_t a, std::uint32_t b) { return labels(a) == labels(b); };
  order.erase(std::unique(order.begin(), order.end(), alike), order.end());
  return order;
}

}  // namespace

void gathered_family::add(const label_set& labels, sample_value value,
                          std::optional<std::chrono::system_clock::time_point> created) {
  if (is_arranged()) {
    if (next_ < places_.size()) {
      auto& known = family_.samples[places_[next_]];
      if (known.labels == labels) {
        ++next_;
        if (known.created == created && are_the_same(known.value, value)) return;
        known.value = std::move(value);
        known.created = created;
        changed_ = true;
        return;
      }
    }
    disarrange();
  }
  came_.push_back({labels, std::move(value), created});
}

void gathered_family::begin() noexcept {
  next_ = 0;
  came_.clear();
}

bool gathered_family::end() {
  if (is_arranged() && next_ < places_.size()) disarrange();
  if (!is_arranged() && !(came_.empty() && family_.samples.empty())) arrange();
  return std::exchange(changed_, false);
}

/// Those that have come so far come as new.
void gathered_family::disarrange() {
  changed_ = true;
  came_.reserve(places_.size());
  for (std::size_t i = 0; i < next_; ++i) came_.push_back(std::move(family_.samples[places_[i]]));
  family_.samples.clear();
  places_.clear();
}

void gathered_family::arrange() {
  changed_ = true;
  const auto order = order_of(came_);
  family_.samples.clear();
  family_.samples.reserve(order.size());
  // Where a set of labels came twice, they all come as new the next time, too.
  const bool is_one_to_one = order.size() == came_.size();
  places_.resize(is_one_to_one ? order.size() : 0);
  for (const auto i : order) {
    if (is_one_to_one) places_[i] = static_cast<std::uint32_t>(family_.samples.size());
    family_.samples.push_back(std::move(came_[i]));
  }
  came_ = std::vector<sample>();  // its memory, too
}

}  // namespace cputemp::exporter
