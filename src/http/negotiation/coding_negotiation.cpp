#include "negotiation/coding_negotiation.hpp"

#include "negotiation/list_scanner.hpp"
#include "protocol/tokens.hpp"

#include <algorithm>

namespace cputemp::http {

std::optional<unsigned>* coding_negotiation::weight_of(std::string_view name) {
  // x-gzip is another name of gzip (RFC 9110 §8.4.1.3).
  if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip")) return &gzip_;
  if (equal_ignoring_case(name, "identity")) return &identity_;
  return name == "*" ? &others_ : nullptr;
}

void coding_negotiation::read(std::string_view field) {
  list_scanner list(field);
  while (list.next_element()) {
    auto* const weight = weight_of(list.name());
    std::optional<unsigned> q;
    while (list.next_parameter()) {
      if (!q && equal_ignoring_case(list.parameter_name(), "q")) q = parse_weight(list.parameter_value());
    }
    if (weight != nullptr) *weight = std::max(weight->value_or(0), q.value_or(full_weight));
  }
}

content_coding coding_negotiation::choice() const {
  const auto gzip = gzip_.value_or(others_.value_or(0));
  // It is acceptable even if it is not listed, but then the client asked for something else.
  const auto identity = identity_.value_or(others_.value_or(0));
  return gzip > 0 && gzip >= identity ? content_coding::gzip : content_coding::identity;
}

}  // namespace cputemp::http
