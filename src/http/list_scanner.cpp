#include "list_scanner.hpp"

#include "text.hpp"

#include <algorithm>

namespace cputemp::http {
namespace {

bool holds_only_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holds_only_zeros(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

std::string_view unquote(std::string_view value) {
  if (!value.starts_with('"')) return value;
  value.remove_prefix(1);
  if (value.ends_with('"')) value.remove_suffix(1);
  return value;
}

/// Takes `.2`, which Java sends, and more than three digits, which printed floats have. A number above 1 is as good as
/// 1. What is no number makes the range the last to be taken, as in Prometheus' Go library: the client did list it.
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

}  // namespace

std::string_view list_scanner::take(std::string_view& list, char separator) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < list.size(); ++at) {
    const char c = list[at];
    if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      if (c == '\\') ++at;
    } else if (c == separator) {
      break;
    }
  }
  // A backslash may be the last octet.
  const auto end = std::min(at, list.size());
  const auto rest = std::min(at + 1, list.size());
  octets_ += rest;
  const auto taken = trim(list.substr(0, end));
  list.remove_prefix(rest);
  return taken;
}

std::string_view list_scanner::parameter(std::string_view range, std::string_view name) {
  take(range, ';');
  while (!range.empty()) {
    const auto parameter = take(range, ';');
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || !equal_ignoring_case(trim(parameter.substr(0, equals)), name)) continue;
    return unquote(trim(parameter.substr(equals + 1)));
  }
  return {};
}

unsigned list_scanner::weight(std::string_view range) {
  const auto q = parameter(range, "q");
  return q.empty() ? full_weight : parse_weight(q);
}

}  // namespace cputemp::http
