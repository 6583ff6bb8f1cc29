#include "instruments/quantile_sketch.hpp"

#include <algorithm>
#include <cmath>

namespace cputemp::metrics {

void quantile_sketch::insert(double value) {
  lowest_ = empty() ? value : std::min(lowest_, value);
  highest_ = empty() ? value : std::max(highest_, value);
  if (levels_.empty()) levels_.emplace_back();
  if (levels_.front().kept.size() == level_size) move_up(0);
  levels_.front().kept.push_back(value);
}

void quantile_sketch::move_up(std::size_t from) {
  if (levels_.size() == from + 1) levels_.emplace_back();
  if (levels_[from + 1].kept.size() == level_size) move_up(from + 1);
  auto& [full, keeps_odd] = levels_[from];
  auto& above = levels_[from + 1].kept;
  std::ranges::sort(full);
  for (std::size_t i = keeps_odd ? 1 : 0; i < full.size(); i += 2) above.push_back(full[i]);
  keeps_odd = !keeps_odd;
  full.clear();
}

void quantile_sketch::append_to(std::vector<weighted>& to) const {
  std::uint64_t weight = 1;
  for (const auto& each : levels_) {
    for (const double value : each.kept) to.push_back({value, weight});
    weight *= 2;
  }
}

double quantile_of(const std::vector<weighted>& sorted, double rank) {
  std::uint64_t total = 0;
  for (const auto& each : sorted) total += each.weight;
  const auto wanted = std::ceil(rank * static_cast<double>(total));
  std::uint64_t passed = 0;
  for (const auto& each : sorted) {
    passed += each.weight;
    if (static_cast<double>(passed) >= wanted) return each.value;
  }
  return sorted.back().value;
}

}  // namespace cputemp::metrics
