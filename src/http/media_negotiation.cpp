#include "media_negotiation.hpp"

#include "text.hpp"

#include <algorithm>
#include <tuple>

namespace cputemp::http {

media_negotiation::media_negotiation(std::span<const media_offer> offers)
    : offers_(offers.first(std::min(offers.size(), max_offers))) {}

media_negotiation::breadth media_negotiation::breadth_for(std::string_view type, std::string_view offered) {
  // A lone asterisk is what old clients send for everything.
  if (type == "*/*" || type == "*") return breadth::everything;
  if (type.ends_with("/*")) {
    const auto prefix = type.size() - 1;
    return equal_ignoring_case(type.substr(0, prefix), offered.substr(0, prefix)) ? breadth::a_type : breadth::nothing;
  }
  return equal_ignoring_case(type, offered) ? breadth::one : breadth::nothing;
}

media_negotiation::precision media_negotiation::precision_for(const media_offer& offer, std::string_view range,
                                                              std::string_view type) {
  precision found{breadth_for(type, offer.type)};
  if (found.range == breadth::nothing) return {};
  for (const auto& [name, value] : offer.needed) {
    if (scan_.parameter(range, name) != value) return {};
    ++found.parameters;
  }
  for (const auto& [name, value] : offer.implied) {
    const auto given = scan_.parameter(range, name);
    if (given.empty()) continue;
    if (given != value) return {};
    ++found.parameters;
  }
  return found;
}

void media_negotiation::read(std::string_view field) {
  while (!field.empty()) {
    const auto range = scan_.take(field, ',');
    if (range.empty()) continue;
    const auto order = ranges_++;
    auto after_type = range;
    const auto type = scan_.take(after_type, ';');
    const auto weight = scan_.weight(range);
    for (std::size_t i = 0; i < offers_.size(); ++i) {
      const auto named = precision_for(offers_[i], range, type);
      if (named.range == breadth::nothing) continue;
      auto& seen = weight > 0 ? standings_[i].accepted : standings_[i].refused;
      seen = std::max(seen, named);
      const claim now{weight, named.range, order, range};
      if (weight > 0 && is_better(now, standings_[i].best)) standings_[i].best = now;
    }
  }
}

bool media_negotiation::is_better(const claim& a, const claim& b) {
  return std::tie(a.weight, a.range, b.order) > std::tie(b.weight, b.range, a.order);
}

media_choice media_negotiation::choice() const {
  claim best;
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < offers_.size(); ++i) {
    const auto& each = standings_[i];
    if (each.is_left_out() || !is_better(each.best, best)) continue;
    best = each.best;
    chosen = i;
  }
  return {chosen, best.text};
}

}  // namespace cputemp::http
