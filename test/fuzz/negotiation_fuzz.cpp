// Any text as `Accept` and `Accept-Encoding`: the choice is one of the offers, and rewording a field without changing
// its meaning does not change the choice. The last line of the input is `Accept-Encoding`, those before it are fields
// `Accept`.

#include <cputemp/http/negotiation.hpp>

#include "fuzz/require.hpp"
#include "http/given_fields.hpp"
#include "http/metrics_offers.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

using namespace cputemp::http;
using cputemp::fuzz::require;
using cputemp::http::test::given_fields;
using cputemp::http::test::metrics_offers;

namespace {

using lines = std::vector<std::string>;

lines split(std::string_view text) {
  lines result;
  for (;;) {
    const auto end = text.find('\n');
    result.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return result;
    text.remove_prefix(end + 1);
  }
}

/// Calls `see` with each byte and the part that it belongs to.
enum class place { separator, name, value, string };
void walk(std::string_view field, const std::function<void(std::size_t, place)>& see) {
  place now = place::name;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] == '"') {
      see(i, place::string);
      for (++i; i < field.size() && field[i] != '"'; ++i) {
        see(i, place::string);
        if (field[i] == '\\' && i + 1 < field.size()) see(++i, place::string);
      }
      if (i < field.size()) see(i, place::string);
    } else if (field[i] == ',' || field[i] == ';') {
      now = place::name;
      see(i, place::separator);
    } else {
      see(i, now);
      if (field[i] == '=') now = place::value;
    }
  }
}

std::string with_names_in_the_other_case(std::string field) {
  const auto before = field;
  walk(before, [&](std::size_t i, place where) {
    const auto c = static_cast<char>(before[i] | 0x20);
    if (where == place::name && c >= 'a' && c <= 'z') field[i] = static_cast<char>(before[i] ^ 0x20);
  });
  return field;
}

lines with_a_field_for_each_element(const lines& fields) {
  lines result;
  for (const auto& field : fields) {
    std::size_t begin = 0;
    walk(field, [&](std::size_t i, place where) {
      if (where != place::separator || field[i] != ',') return;
      result.push_back(field.substr(begin, i - begin));
      begin = i + 1;
    });
    result.push_back(field.substr(begin));
  }
  return result;
}

lines and_then(lines fields, const lines& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

lines transformed(lines fields, std::string (*change)(std::string)) {
  std::transform(fields.begin(), fields.end(), fields.begin(), change);
  return fields;
}

/// Functions that reword fields without changing their meaning.
const std::vector<lines (*)(const lines&)> rewordings = {
    [](const lines& fields) { return transformed(fields, with_names_in_the_other_case); },
    with_a_field_for_each_element,
    [](const lines& fields) { return and_then(fields, fields); },
    [](const lines& fields) {
      return and_then({", \t,", ";", ""}, fields);
    },
};

std::size_t chosen_type(const lines& fields) {
  return choose_media_type(given_fields("Accept", fields), metrics_offers).offer;
}

void check_media_type(const lines& fields) {
  const given_fields given("Accept", fields);
  const auto choice = choose_media_type(given, metrics_offers);
  require(choice.offer < metrics_offers.size(), "the choice is one of the offers");
  require(choice.range.empty() ||
              std::any_of(fields.begin(), fields.end(),
                          [&](const auto& field) { return field.find(choice.range) != std::string::npos; }),
          "the range was sent");
  require(!choice.range.empty() || choice.offer == 0, "an offer that no range names is not chosen");
  require(parameter_of(choice.range, "version").size() <= choice.range.size(), "a parameter is part of its range");

  for (const auto& reworded : rewordings) {
    require(chosen_type(reworded(fields)) == choice.offer, "a rewording chooses the same type");
  }
  const auto unknown = and_then(fields, {"x/y;q=0, text/html", "application/openmetrics-text;version=3"});
  require(chosen_type(unknown) == choice.offer, "a type or coding that is not offered changes nothing");
  const auto refused = and_then({"*/*;q=0"}, fields);
  require(chosen_type(refused) == choice.offer || !choice.range.empty(), "refusing everything changes no default");
}

content_coding chosen_coding(const lines& fields) {
  return choose_content_coding(given_fields("Accept-Encoding", fields));
}

void check_content_coding(const lines& fields) {
  const auto choice = chosen_coding(fields);
  for (const auto& reworded : rewordings) {
    require(chosen_coding(reworded(fields)) == choice, "a rewording chooses the same coding");
  }
  require(chosen_coding(and_then(fields, {"br;q=0, zstd"})) == choice,
          "a type or coding that is not offered changes nothing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto accept = split({reinterpret_cast<const char*>(data), size});
  const lines accept_encoding{accept.back()};
  accept.pop_back();
  check_media_type(accept);
  check_content_coding(accept_encoding);
  return 0;
}
