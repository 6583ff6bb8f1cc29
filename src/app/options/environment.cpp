#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "options/name_filter.hpp"
#include "options/option_sources.hpp"
#include "options/unknown/nearest_name.hpp"

namespace cputemp::app {
namespace {

constexpr std::string_view variable_prefix = "CPU_TEMP_EXPORTER_";

/// Kubernetes sets such variables for each service, also for one of this exporter
/// (kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
bool is_of_kubernetes(std::string_view entry) {
  static const name_filter services{
      .include = compile_pattern(
          "_(SERVICE_HOST=|SERVICE_PORT(_[A-Z0-9_]+)?=[0-9]|PORT(_[0-9]+_(TCP|UDP|SCTP))?=(tcp|udp|sctp)://|"
          "PORT_[0-9]+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)=)")};
  return services.passes(entry);
}

/// Without the prefix.
std::string variable_of(const flag& f) {
  std::string name;
  for (const char c : f.name)
    name += c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace

findings from_environment(std::span<const std::string> environment, std::vector<std::string>& warnings) {
  std::vector<const flag*> known;
  std::vector<std::string> names;
  for (const auto& f : flags())
    if (!is_for_the_command_line_alone(f)) {
      known.push_back(&f);
      names.push_back(variable_of(f));
    }

  findings result;
  for (const std::string_view entry : environment) {
    const auto name = entry.substr(0, entry.find('='));
    if (!name.starts_with(variable_prefix)) continue;
    const auto rest = name.substr(variable_prefix.size());
    const auto found = std::ranges::find(names, rest);
    if (found == names.end()) {
      if (!is_of_kubernetes(entry))
        warnings.push_back(fmt::format("the environment variable {} sets no option{}", name,
                                       suggestion(rest, names, variable_prefix, "it is ignored")));
      continue;
    }
    const auto* const f = known[static_cast<std::size_t>(found - names.begin())];
    auto& to = result[f] = {{}, fmt::format("--{} ({})", f->name, name)};
    add_value(to, *f, entry.substr(std::min(name.size() + 1, entry.size())));
  }
  return result;
}

}  // namespace cputemp::app
