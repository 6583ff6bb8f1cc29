#pragma once

#include <cputemp/http/negotiation.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cputemp::http {

/// The work of choose_media_type(), field by field. Prometheus' Go library (promhttp) is the model, except that a
/// weight of 0 leaves an offer out here, and that wildcards count: both are RFC 9110 §12.5.1. Keeps the best range for
/// each offer, so that a range may leave an offer out before or after another one names it.
class media_negotiation {
 public:
  /// Looks at no more than max_offers of them.
  explicit media_negotiation(std::span<const media_offer> offers);

  /// One field `Accept`.
  void read(std::string_view field);
  media_choice choice() const;

 private:
  enum class breadth : std::uint8_t { nothing, everything, a_type, one };  // a narrower one is greater

  /// How exactly a range names an offer.
  struct precision {
    breadth range = breadth::nothing;
    int parameters = 0;
    auto operator<=>(const precision&) const = default;
  };

  /// A range that names an offer.
  struct claim {
    unsigned weight = 0;
    breadth range = breadth::nothing;
    std::size_t order = 0;
    std::string_view text = {};
  };

  /// The ranges that were seen for one offer.
  struct offer_claims {
    claim best = {};
    precision accepted = {};  ///< of the most exact range with a weight above 0
    precision refused = {};   ///< of the most exact range with the weight 0
    bool is_left_out() const { return refused > accepted; }
  };

  /// How the range that is being read matches one offer.
  class match;

  static bool is_better(const claim& a, const claim& b);

  std::span<const media_offer> offers_;
  std::array<offer_claims, max_offers> claims_{};
  std::size_t ranges_ = 0;
};

}  // namespace cputemp::http
