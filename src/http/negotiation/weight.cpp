#include "negotiation/weight.hpp"

#include <algorithm>
#include <cstddef>

namespace cputemp::http {
namespace {

bool holds_only_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holds_only_zeros(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

}  // namespace

unsigned parse_weight(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  const auto fraction = text.substr(std::min(point + 1, text.size()));
  if (!holds_only_digits(whole) || !holds_only_digits(fraction)) return least_weight;
  if (whole.empty() && fraction.empty()) return least_weight;
  if (!holds_only_zeros(whole)) return full_weight;
  if (holds_only_zeros(fraction)) return 0;
  unsigned thousandths = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    thousandths = thousandths * 10 + (i < fraction.size() ? static_cast<unsigned>(fraction[i] - '0') : 0);
  }
  return std::max(thousandths, least_weight);
}

}  // namespace cputemp::http
