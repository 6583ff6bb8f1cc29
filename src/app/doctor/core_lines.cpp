#include "doctor/core_lines.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <utility>

#include "doctor/value_text.hpp"

namespace cputemp::app {
namespace {

constexpr std::size_t widest = 100;

/// Adds a part to the last line, or to a further one if that is full.
void append(std::vector<std::string>& lines, const std::string& part) {
  if (lines.back().size() + part.size() + 1 > widest) lines.emplace_back("   ");
  lines.back() += ' ' + part;
}

}  // namespace

std::vector<std::string> core_lines(const std::vector<hwmon::cpu_core>& cores) {
  std::map<std::pair<unsigned, std::string>, std::vector<const hwmon::cpu_core*>> groups;
  for (const auto& each : cores) groups[{each.package, each.type}].push_back(&each);
  std::vector<std::string> lines;
  for (const auto& [key, members] : groups) {
    const auto& [package, type] = key;
    lines.push_back(
        fmt::format("  package {}, {}:", package, count_text(members.size(), type.empty() ? "core" : type + " core")));
    for (const auto* each : members)
      append(lines, fmt::format("{} ({}){}", each->core, each->cpus, each == members.back() ? "" : ","));
  }
  return lines;
}

}  // namespace cputemp::app
