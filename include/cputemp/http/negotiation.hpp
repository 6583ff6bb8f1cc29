#pragma once

#include <cputemp/http/message.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// What a client would rather have (RFC 9110 §12.5): pure functions of its header fields, in time linear in their
/// length. No field is ever an error: what can't be understood is ignored.
namespace cputemp::http {

struct media_parameter {
  std::string_view name;  ///< lower case
  std::string_view value;
};

/// A media type that an endpoint can answer with. It has no more than 31 parameters. A range that gives one of them
/// another value does not name it; nor does one of this very type that asks for it without all that are needed. A
/// wildcard needs none, nor does a refusal (`q=0`).
struct media_offer {
  std::string_view type;  ///< `text/plain`, lower case
  std::span<const media_parameter> needed = {};
  std::span<const media_parameter> implied = {};  ///< a range may leave them out
};

struct media_choice {
  std::size_t offer = 0;        ///< an index
  std::string_view range = {};  ///< the range of `Accept` that named it, with its parameters; empty where none did
};

/// Offers after these are not looked at.
constexpr std::size_t max_offers = 8;

/// By `Accept`: of the offers that a range names, the one with the highest weight; at equal weights the range that is
/// more specific counts, and then the one that comes first. A wildcard stands for the first offer that it matches. What
/// has the weight 0 is left out. The first offer where no range names any: an answer is better than a 406. Parameters
/// that an offer does not know are ignored.
media_choice choose_media_type(const header_fields&, std::span<const media_offer> offers);

/// The value of a parameter of a range, without quotes but with what is escaped in them; empty where there is none.
std::string_view parameter_of(std::string_view range, std::string_view name);

enum class content_coding : std::uint8_t { identity, gzip };

/// By `Accept-Encoding` (RFC 9110 §12.5.3): gzip where the client takes it at least as gladly as none.
content_coding choose_content_coding(const header_fields&);

}  // namespace cputemp::http
