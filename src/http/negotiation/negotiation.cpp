#include <cputemp/http/negotiation.hpp>

#include "negotiation/coding_negotiation.hpp"
#include "negotiation/list_scanner.hpp"
#include "negotiation/media_negotiation.hpp"
#include "protocol/tokens.hpp"

namespace cputemp::http {

media_choice choose_media_type(const header_fields& fields, std::span<const media_offer> offers) {
  media_negotiation negotiation(offers);
  fields.visit("Accept", [&](std::string_view field) { negotiation.read(field); });
  return negotiation.choice();
}

std::string_view parameter_of(std::string_view range, std::string_view name) {
  list_scanner list(range);
  if (!list.next_element()) return {};
  while (list.next_parameter()) {
    if (equal_ignoring_case(list.parameter_name(), name)) return list.parameter_value();
  }
  return {};
}

content_coding choose_content_coding(const header_fields& fields) {
  coding_negotiation negotiation;
  fields.visit("Accept-Encoding", [&](std::string_view field) { negotiation.read(field); });
  return negotiation.choice();
}

}  // namespace cputemp::http
