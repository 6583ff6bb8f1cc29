#include "coding_negotiation.hpp"

#include "text.hpp"

#include <algorithm>

namespace cputemp::http {

void coding_negotiation::read(std::string_view field) {
  while (!field.empty()) {
    const auto range = scan_.take(field, ',');
    auto after_name = range;
    const auto name = scan_.take(after_name, ';');
    std::optional<unsigned>* named = nullptr;
    // Whoever says x-gzip means gzip (RFC 9110 §8.4.1.3).
    if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip")) named = &gzip_;
    if (equal_ignoring_case(name, "identity")) named = &identity_;
    if (name == "*") named = &others_;
    if (named != nullptr) *named = std::max(named->value_or(0), scan_.weight(range));
  }
}

content_coding coding_negotiation::choice() const {
  const auto gzip = gzip_.value_or(others_.value_or(0));
  // Unlisted it is acceptable, but the client asked for something else.
  const auto identity = identity_.value_or(others_.value_or(0));
  return gzip > 0 && gzip >= identity ? content_coding::gzip : content_coding::identity;
}

}  // namespace cputemp::http
