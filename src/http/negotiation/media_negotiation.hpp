#pragma once

#include <cputemp/http/negotiation.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cputemp::http {

/// What choose_media_type() does, fed field by field. Prometheus' Go library (promhttp) is the model, except that a
/// weight of 0 leaves an offer out here, and that wildcards count: both are RFC 9110 §12.5.1. Keeps the best claim to
/// each offer, so that what leaves an offer out may come before or after what names it.
class media_negotiation {
 public:
  /// Looks at no more than max_offers of them.
  explicit media_negotiation(std::span<const media_offer> offers);

  /// One field `Accept`.
  void read(std::string_view field);
  media_choice choice() const;
  /// How many octets the work was for; each is passed once.
  std::size_t octets() const { return octets_; }

 private:
  enum class breadth : std::uint8_t { nothing, everything, a_type, one };  // the narrower, the greater

  /// How exactly a range names an offer.
  struct precision {
    breadth range = breadth::nothing;
    int parameters = 0;
    auto operator<=>(const precision&) const = default;
  };

  struct claim {
    unsigned weight = 0;
    breadth range = breadth::nothing;
    std::size_t order = 0;
    std::string_view text = {};
  };

  struct standing {
    claim best = {};
    precision accepted = {};  ///< the most exact range that names it, with a weight above 0
    precision refused = {};   ///< and with 0
    bool is_left_out() const { return refused > accepted; }
  };

  /// What a range that is being read says of an offer.
  class match;

  static bool is_better(const claim& a, const claim& b);

  std::span<const media_offer> offers_;
  std::array<standing, max_offers> standings_{};
  std::size_t ranges_ = 0;
  std::size_t octets_ = 0;
};

}  // namespace cputemp::http
