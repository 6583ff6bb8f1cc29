#pragma once

#include "list_scanner.hpp"

#include <cputemp/http/negotiation.hpp>

#include <array>
#include <compare>
#include <cstddef>
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
  /// How many octets were looked at, each as often as it was.
  std::size_t octets() const { return scan_.octets(); }

 private:
  enum class breadth { nothing, everything, a_type, one };  // the narrower, the greater

  /// How exactly a range names an offer.
  struct precision {
    breadth range = breadth::nothing;
    unsigned parameters = 0;
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

  static breadth breadth_for(std::string_view type, std::string_view offered);
  static bool is_better(const claim& a, const claim& b);
  precision precision_for(const media_offer& offer, std::string_view range, std::string_view type);

  list_scanner scan_;
  std::span<const media_offer> offers_;
  std::array<standing, max_offers> standings_{};
  std::size_t ranges_ = 0;
};

}  // namespace cputemp::http
