#include "daemon/collect_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <vector>

namespace cputemp::app {
namespace {

using exporter::collector_set;

/// Decodes a text of an HTML form (url.spec.whatwg.org, application/x-www-form-urlencoded). A `%` without two digits
/// behind it stands for itself.
std::string decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    unsigned char code = 0;
    const auto* const digits = text.data() + 1;
    const bool is_escape =
        text.size() > 2 && text.front() == '%' && std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2;
    if (is_escape)
      out += static_cast<char>(code);
    else
      out += text.front() == '+' ? ' ' : text.front();
    text.remove_prefix(is_escape ? 3 : 1);
  }
  return out;
}

struct parameter {
  std::string name;
  std::string value;
};

parameter take_parameter(std::string_view& query) {
  const auto text = query.substr(0, query.find('&'));
  query.remove_prefix(std::min(text.size() + 1, query.size()));
  const auto name = text.substr(0, text.find('='));
  return {decoded(name), decoded(text.substr(std::min(name.size() + 1, text.size())))};
}

std::string names_of(collector_set collectors) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < collectors.size(); ++i)
    if (collectors.test(i)) names.push_back(exporter::collector_names[i]);
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

http::failure unknown_collector(collector_set on) {
  return {fmt::format("Unknown or disabled collector. Available: {}.\n", names_of(on))};
}

http::failure contradiction() { return {"Use either collect[] or exclude[], not both.\n"}; }

}  // namespace

boost::system::result<collector_set, http::failure> collectors_of_query(std::string_view query, collector_set on) {
  collector_set wanted;
  collector_set unwanted;
  while (!query.empty()) {
    const auto [name, value] = take_parameter(query);
    auto* const named = name == "collect[]" ? &wanted : name == "exclude[]" ? &unwanted : nullptr;
    if (named == nullptr) continue;
    const auto* const found = std::ranges::find(exporter::collector_names, value);
    const auto place = static_cast<std::size_t>(found - exporter::collector_names.begin());
    if (place == exporter::collector_names.size() || !on.test(place)) return unknown_collector(on);
    named->set(place);
  }
  if (wanted.any() && unwanted.any()) return contradiction();
  return wanted.any() ? wanted : on & ~unwanted;
}

}  // namespace cputemp::app
