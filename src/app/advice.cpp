#include "advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "container.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// Why a directory that is there can't be listed; empty if it can be, or if there is none.
std::string unreadable(const fs::path& directory) {
  std::error_code error;
  const fs::directory_iterator entries(directory, error);
  return error && error != std::errc::no_such_file_or_directory ? error.message() : std::string();
}

bool any_line_has(const fs::path& file, std::string_view line_start, std::string_view word) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(line_start) && line.find(word) != std::string::npos) return true;
  return false;
}

/// The module with the driver of the CPU's sensors; empty if it depends on the board.
std::string_view cpu_module(const fs::path& procfs) {
  if (any_line_has(procfs / "cpuinfo", "vendor_id", "GenuineIntel")) return "coretemp";
  if (any_line_has(procfs / "cpuinfo", "vendor_id", "AuthenticAMD")) return "k10temp";
  return {};
}

}  // namespace

bool has_sensors(const sampling::snapshot& snapshot) {
  return std::ranges::any_of(snapshot.devices, [](const auto& device) {
    const auto& description = *device->description;
    return (description.chip() || description.zone()) && !description.sensors.empty();
  });
}

std::string no_cpu_advice(const options& o, const sampling::snapshot& snapshot) {
  const auto& sysfs = o.sysfs;
  if (!is_there(sysfs / "class"))
    return fmt::format(
        "{} holds no sysfs: name its place with --path.sysfs, or in a container mount it with -v "
        "/sys:/host/sys:ro",
        sysfs.string());
  if (const auto reason = unreadable(sysfs / "class/hwmon"); !reason.empty())
    return fmt::format("{} can't be read: {}; allow the exporter to read it", (sysfs / "class/hwmon").string(), reason);
  if (!o.collect.test(static_cast<std::size_t>(exporter::collector::hwmon)))
    return "chips are not read: switch --collector.hwmon on";
  if (o.sample.cpu_is_chosen) return "nothing that is found matches --cpu.sensor: see the names with --doctor";
  if (o.filter.hides_sensors()) return "a filter may leave it out: try without the --collector.* filters";
  const bool contained = o.in_kubernetes || is_container("/", o.procfs);
  if (contained && sysfs == "/sys")
    return "a container may see only a part of /sys, without the throttle counters: mount the host's with -v "
           "/sys:/host/sys:ro";
  if (is_virtual_machine(sysfs, o.procfs))
    return "this is a virtual machine, which usually has no sensors: run the exporter on the host, and if it stays "
           "here "
           "silence the alert: amtool silence add --duration=1y --comment=virtual alertname=CpuTemperatureMissing "
           "instance=NAME:4000";
  const auto on_the_host = contained ? " on the host" : "";
  if (const auto module = cpu_module(o.procfs); !module.empty())
    return fmt::format("the driver may not be loaded: try modprobe {}{}", module, on_the_host);
  if (has_sensors(snapshot)) return "none of the sensors found is known as the CPU's: choose one with --cpu.sensor";
  return fmt::format("no driver of a sensor is loaded{}, or the kernel has none for this machine", on_the_host);
}

void check_sysfs(const options& o) {
  if (o.demo || o.sysfs == "/sys" || o.sysfs == "/host/sys" || is_there(o.sysfs / "class")) return;
  throw usage_error(fmt::format("--path.sysfs: '{}' holds no sysfs; expected a directory with 'class', such as /sys",
                                o.sysfs.string()));
}

}  // namespace cputemp::app
