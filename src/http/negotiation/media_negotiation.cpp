#include "negotiation/media_negotiation.hpp"

#include "negotiation/list_scanner.hpp"
#include "protocol/tokens.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace cputemp::http {

class media_negotiation::match {
 public:
  void begin(const media_offer& offer, std::string_view type) {
    breadth_ = breadth_for(type, offer.type);
    given_ = 0;
    contradicted_ = false;
  }

  /// If a parameter comes twice, the first one counts.
  void compare(const media_offer& offer, std::string_view name, std::string_view value) {
    if (breadth_ == breadth::nothing) return;
    std::uint32_t bit = 1;
    for (const auto known : {offer.needed, offer.implied}) {
      for (const auto& each : known) {
        if ((given_ & bit) == 0 && equal_ignoring_case(name, each.name)) {
          given_ |= bit;
          contradicted_ = contradicted_ || value != each.value;
        }
        bit <<= 1U;
      }
    }
  }

  precision result(const media_offer& offer, bool refuses) const {
    if (contradicted_) return {};
    // A type without its version may mean another version, so it does not name the offer. But as a refusal it means all
    // versions, and so does a wildcard.
    const auto all_needed = (std::uint32_t{1} << offer.needed.size()) - 1;
    if (breadth_ == breadth::one && !refuses && (given_ & all_needed) != all_needed) return {};
    return {breadth_, std::popcount(given_)};
  }

 private:
  static breadth breadth_for(std::string_view type, std::string_view offered) {
    // A lone asterisk is what Java sends for everything.
    if (type == "*/*" || type == "*") return breadth::everything;
    if (type.ends_with("/*")) {
      const auto prefix = type.size() - 1;
      const bool same = equal_ignoring_case(type.substr(0, prefix), offered.substr(0, prefix));
      return same ? breadth::a_type : breadth::nothing;
    }
    return equal_ignoring_case(type, offered) ? breadth::one : breadth::nothing;
  }

  breadth breadth_ = breadth::nothing;
  std::uint32_t given_ = 0;  ///< one bit a parameter of the offer
  bool contradicted_ = false;
};

media_negotiation::media_negotiation(std::span<const media_offer> offers)
    : offers_(offers.first(std::min(offers.size(), max_offers))) {}

void media_negotiation::read(std::string_view field) {
  list_scanner list(field);
  std::array<match, max_offers> matches;
  while (list.next_element()) {
    for (std::size_t i = 0; i < offers_.size(); ++i) matches[i].begin(offers_[i], list.name());
    std::optional<unsigned> q;
    while (list.next_parameter()) {
      const auto name = list.parameter_name();
      const auto value = list.parameter_value();
      if (!q && equal_ignoring_case(name, "q")) q = parse_weight(value);
      for (std::size_t i = 0; i < offers_.size(); ++i) matches[i].compare(offers_[i], name, value);
    }
    const auto weight = q.value_or(full_weight);
    const auto order = ranges_++;
    for (std::size_t i = 0; i < offers_.size(); ++i) {
      const bool refuses = weight == 0;
      const auto named = matches[i].result(offers_[i], refuses);
      if (named.range == breadth::nothing) continue;
      auto& [best, accepted, refused] = claims_[i];
      auto& seen = refuses ? refused : accepted;
      seen = std::max(seen, named);
      const claim now{weight, named.range, order, list.element()};
      if (!refuses && is_better(now, best)) best = now;
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
    const auto& each = claims_[i];
    if (each.is_left_out() || !is_better(each.best, best)) continue;
    best = each.best;
    chosen = i;
  }
  return {chosen, best.text};
}

}  // namespace cputemp::http
