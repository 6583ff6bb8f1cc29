#include "discovery/cpu_list.hpp"
#include "discovery/cpu_topology.hpp"
#include "discovery/discovery.hpp"
#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view type_names[] = {"P", "E", "LP-E"};

using core_cpus = std::map<std::pair<unsigned, unsigned>, std::set<unsigned>>;  // by package and core
using cpu_types = std::map<unsigned, std::string_view>;
using cpu_values = std::map<unsigned, std::int64_t>;

class cpu_directories {
 public:
  explicit cpu_directories(const std::string& root) : devices_(root + "/devices") {}

  core_cpus cores() const {
    core_cpus found;
    const auto entries = list_directory(devices_ + "/system/cpu");
    if (!entries) return found;
    for (const std::string& entry : *entries) {
      const auto cpu = number_after("cpu", entry);
      if (!cpu) continue;
      const std::string topology = path(*cpu) + "/topology/";
      const auto package = read_topology_id(topology + "physical_package_id");
      const auto core = read_topology_id(topology + "core_id");
      if (package && core) found[{*package, *core}].insert(*cpu);
    }
    return found;
  }

  /// The CPUs of one of the performance counters of a hybrid CPU by Intel: cpu_core, cpu_atom, cpu_lowpower.
  std::set<unsigned> counted_by(const char* counters) const {
    const auto text = read_optional_text(devices_ + "/" + counters + "/cpus");
    return text ? parse_cpu_list(*text) : std::set<unsigned>();
  }

  /// What a file says of each CPU that has it.
  cpu_values values(const std::set<unsigned>& cpus, const char* file) const {
    cpu_values found;
    for (const unsigned cpu : cpus)
      if (const auto value = read_integer(path(cpu) + "/" + file)) found[cpu] = *value;
    return found;
  }

  bool has_third_cache(unsigned cpu) const {
    std::error_code error;
    return std::filesystem::exists(path(cpu) + "/cache/index3", error);
  }

 private:
  std::string path(unsigned cpu) const { return devices_ + "/system/cpu/cpu" + std::to_string(cpu); }

  std::string devices_;
};

/// Ranks CPUs by a measure of what they can do. Those that are nearly as good as the best of a rank belong to it:
/// firmware gives favoured cores of one kind a few percent more. Empty if there is one rank, or a CPU without a value.
cpu_types types_by(const cpu_values& values, std::size_t cpus, double share) {
  std::vector<std::pair<std::int64_t, unsigned>> best_first;
  for (const auto& [cpu, value] : values) best_first.emplace_back(value, cpu);
  std::ranges::sort(best_first, std::greater<>());
  if (best_first.size() != cpus || best_first.empty()) return {};
  cpu_types types;
  std::size_t rank = 0;
  std::int64_t best = best_first.front().first;
  for (const auto& [value, cpu] : best_first) {
    if (static_cast<double>(value) < share * static_cast<double>(best)) {
      rank = std::min(rank + 1, std::size(type_names) - 1);
      best = value;
    }
    types[cpu] = type_names[rank];
  }
  return rank == 0 ? cpu_types() : types;
}

cpu_types intel_types(const cpu_directories& host) {
  const auto p = host.counted_by("cpu_core");
  const auto e = host.counted_by("cpu_atom");
  const auto low = host.counted_by("cpu_lowpower");
  if (p.empty() || (e.empty() && low.empty())) return {};
  cpu_types types;
  const bool p_have_third_cache = host.has_third_cache(*p.begin());
  for (const unsigned cpu : p) types[cpu] = "P";
  // E cores on an island of their own (Meteor Lake, Lunar Lake) have no part in the third cache that P cores share.
  for (const unsigned cpu : e) types[cpu] = p_have_third_cache && !host.has_third_cache(cpu) ? "LP-E" : "E";
  for (const unsigned cpu : low) types[cpu] = "LP-E";
  return types;
}

cpu_types types_of(const cpu_directories& host, const core_cpus& cores) {
  if (auto types = intel_types(host); !types.empty()) return types;
  std::set<unsigned> cpus;
  for (const auto& [where, members] : cores) cpus.insert(members.begin(), members.end());
  if (auto types = types_by(host.values(cpus, "cpu_capacity"), cpus.size(), 0.9); !types.empty()) return types;
  return types_by(host.values(cpus, "cpufreq/cpuinfo_max_freq"), cpus.size(), 0.8);
}

}  // namespace

void discover_cores(const std::string& root, inventory& found) {
  const cpu_directories host(root);
  const core_cpus cores = host.cores();
  const cpu_types types = types_of(host, cores);
  for (const auto& [where, cpus] : cores) {
    const auto type = types.find(*cpus.begin());
    found.cores.push_back({where.first, where.second, write_cpu_list(cpus),
                           std::string(type == types.end() ? std::string_view() : type->second)});
  }
}

}  // namespace cputemp::hwmon
