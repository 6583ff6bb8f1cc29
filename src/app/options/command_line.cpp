#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "options/option_sources.hpp"
#include "options/unknown/nearest_name.hpp"
#include "options/unknown/node_exporter_flags.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

constexpr std::string_view negation = "no-";

/// Its value may be left out.
bool has_optional_value(const flag& f) { return f.argument.starts_with('['); }

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const auto& f : flags()) {
    names.emplace_back(f.name);
    if (f.kind == flag::shape::collector) names.push_back(std::string(negation).append(f.name));
  }
  return names;
}

/// An argument taken apart: --no-NAME=VALUE.
struct named_argument {
  const flag* of;
  bool is_negated;
  std::string spelling;              // --no-NAME
  std::optional<std::string> value;  // behind an equals sign
};

named_argument take_apart(std::string_view argument) {
  if (argument == "-h") argument = "--help";
  if (argument == "-v") argument = "--version";
  if (!argument.starts_with("--"))
    throw usage_error(fmt::format("unexpected argument '{}'; options begin with --, and --help lists all", argument));
  const auto equals = argument.find('=');
  const auto spelling = argument.substr(0, equals);
  const auto name = spelling.substr(2);
  named_argument result{find_flag(name), false, std::string(spelling), std::nullopt};
  if (!result.of && name.starts_with(negation)) {
    result.of = find_flag(name.substr(negation.size()));
    result.is_negated = result.of && result.of->kind == flag::shape::collector;
    if (!result.is_negated) result.of = nullptr;
  }
  if (!result.of && is_node_exporters_alone(name))
    throw usage_error(
        fmt::format("unknown option {}: it is node_exporter's and has no meaning here; drop it", spelling));
  if (!result.of)
    throw usage_error(
        fmt::format("unknown option {}{}", spelling, suggestion(name, all_names(), "--", "--help lists all options")));
  if (equals != std::string_view::npos) result.value = argument.substr(equals + 1);
  return result;
}

std::string switch_value(const named_argument& argument) {
  if (argument.value)
    throw usage_error(
        fmt::format("{}: '{}' is not expected; the option takes no value", argument.spelling, *argument.value));
  return argument.is_negated ? "false" : "true";
}

/// The next argument, if it can be the value of this one. An option in its place is more likely a value forgotten.
std::string next_value(const named_argument& argument, std::span<const std::string> rest) {
  const auto wanted = fmt::format("expected {} {}", argument.spelling, argument.of->argument);
  if (rest.empty()) throw usage_error(fmt::format("{}: the value is missing; {}", argument.spelling, wanted));
  if (rest.front().starts_with("--"))
    throw usage_error(
        fmt::format("{}: '{}' is an option and not a value; {}", argument.spelling, rest.front(), wanted));
  return rest.front();
}

}  // namespace

findings from_command_line(std::span<const std::string> arguments) {
  findings result;
  while (!arguments.empty()) {
    const auto argument = take_apart(arguments.front());
    arguments = arguments.subspan(1);
    auto& to = result.try_emplace(argument.of, finding{{}, argument.spelling}).first->second;
    const auto kind = argument.of->kind;
    if (kind == flag::shape::toggle || kind == flag::shape::collector) {
      to.values.push_back(switch_value(argument));
    } else if (argument.value) {
      add_value(to, *argument.of, *argument.value);
    } else if (has_optional_value(*argument.of) && (arguments.empty() || arguments.front().starts_with('-'))) {
      to.values.emplace_back();
    } else {
      add_value(to, *argument.of, next_value(argument, arguments));
      arguments = arguments.subspan(1);
    }
  }
  return result;
}

}  // namespace cputemp::app
