#pragma once

#include <cputemp/http/message.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// What a client prefers (RFC 9110 §12.5): pure functions of its header fields, in time linear in their length. No
/// field is ever an error: text that is not understood is ignored.
namespace cputemp::http {

struct media_parameter {
  std::string_view name;  ///< lower case
  std::string_view value;
};

/// A media type that an endpoint can answer with. It has at most 31 parameters. A range with another value for one of
/// them does not name the offer, and neither does a range of this very type that lacks a needed one. Wildcards and
/// refusals (`q=0`) need none.
struct media_offer {
  std::string_view type;  ///< `text/plain`, lower case
  std::span<const media_parameter> needed = {};
  std::span<const media_parameter> implied = {};  ///< a range may leave them out
};

struct media_choice {
  std::size_t offer = 0;        ///< an index
  std::string_view range = {};  ///< the range of `Accept` that named it, with its parameters; empty if none did
};

/// Further offers are ignored.
constexpr std::size_t max_offers = 8;

/// Chooses by `Accept` among the offers that a range names: the highest weight wins, at equal weights the more specific
/// range, then the one that comes first. A wildcard stands for the first offer that it matches. Offers with the weight
/// 0 are left out. Returns the first offer if no range names any: an answer is better than a 406. Parameters that an
/// offer does not have are ignored.
media_choice choose_media_type(const header_fields&, std::span<const media_offer> offers);

/// The value of a parameter of a range, without its quotes but with the backslashes in them; empty if there is none.
std::string_view parameter_of(std::string_view range, std::string_view name);

enum class content_coding : std::uint8_t { identity, gzip };

/// Chooses by `Accept-Encoding` (RFC 9110 §12.5.3): gzip if its weight is at least that of identity.
content_coding choose_content_coding(const header_fields&);

}  // namespace cputemp::http
