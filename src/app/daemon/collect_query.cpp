#include "daemon/collect_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace cputemp::app {
namespace {

using exporter::collector_set;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Cuts a character off the front and decodes it, as HTML forms encode it (url.spec.whatwg.org,
/// application/x-www-form-urlencoded). Empty where a `%` is followed by no number.
std::optional<char> take_character(std::string_view& encoded) {
  const char first = encoded.front();
  if (first != '%') {
    encoded.remove_prefix(1);
    return first == '+' ? ' ' : first;
  }
  const int high = encoded.size() > 2 ? hex_digit(encoded[1]) : -1;
  const int low = encoded.size() > 2 ? hex_digit(encoded[2]) : -1;
  if (high < 0 || low < 0) return std::nullopt;
  encoded.remove_prefix(3);
  return static_cast<char>(high * 16 + low);
}

/// Whether a text decodes to this. Needs no memory, and ends where they differ.
bool decodes_to(std::string_view encoded, std::string_view plain) {
  while (!encoded.empty() && !plain.empty()) {
    if (take_character(encoded) != plain.front()) return false;
    plain.remove_prefix(1);
  }
  return encoded.empty() && plain.empty();
}

struct parameter {
  std::string_view name;
  std::string_view value;
};

/// Cuts a parameter off the front, still encoded.
parameter take_parameter(std::string_view& query) {
  const auto text = query.substr(0, query.find('&'));
  query.remove_prefix(std::min(text.size() + 1, query.size()));
  const auto name = text.substr(0, text.find('='));
  return {name, text.substr(std::min(name.size() + 1, text.size()))};
}

std::optional<std::size_t> place_of_collector(std::string_view encoded) {
  for (std::size_t i = 0; i < exporter::collector_names.size(); ++i)
    if (decodes_to(encoded, exporter::collector_names[i])) return i;
  return std::nullopt;
}

std::string names_of(collector_set collectors) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < collectors.size(); ++i)
    if (collectors.test(i)) names.push_back(exporter::collector_names[i]);
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

http::failure unknown_collector(collector_set on) {
  return {fmt::format("This is no collector, or it is switched off. Those there are: {}.\n", names_of(on))};
}

http::failure contradiction() {
  return {"Ask by collect[] for the collectors that you want or by exclude[] for all but some, not by both.\n"};
}

}  // namespace

boost::system::result<collector_set, http::failure> collectors_of_query(std::string_view query, collector_set on) {
  collector_set wanted;
  collector_set unwanted;
  while (!query.empty()) {
    const auto [name, value] = take_parameter(query);
    auto* const named = decodes_to(name, "collect[]") ? &wanted : decodes_to(name, "exclude[]") ? &unwanted : nullptr;
    if (named == nullptr) continue;
    const auto place = place_of_collector(value);
    if (!place || !on.test(*place)) return unknown_collector(on);
    named->set(*place);
  }
  if (wanted.any() && unwanted.any()) return contradiction();
  return wanted.any() ? wanted : on & ~unwanted;
}

}  // namespace cputemp::app
