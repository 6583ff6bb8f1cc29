#include "container.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

namespace cputemp::app {
namespace {

namespace fs = std::filesystem;

// Docker; Podman; systemd inside any container (systemd.io/CONTAINER_INTERFACE); systemd-nspawn.
constexpr std::array<std::string_view, 4> markers = {".dockerenv", "run/.containerenv", "run/systemd/container",
                                                     "run/host/container-manager"};

// Parts of the path of a cgroup, seen if the container has no cgroup namespace of its own.
constexpr std::array<std::string_view, 7> cgroups = {"/kubepods", "/docker/",     "/docker-",       "/libpod",
                                                     "/lxc/",     "/lxc.payload", "/machine.slice/"};

bool has_marker(const fs::path& root) {
  return std::ranges::any_of(markers, [&](std::string_view name) {
    std::error_code ignored;
    return fs::exists(root / name, ignored);
  });
}

/// What the mounts of a process show (proc_pid_mountinfo(5)).
struct mounts {
  bool overlay_root = false;
  bool read_only_sysfs = false;
  bool masked_proc = false;  // as the OCI runtime specification has it by default
  bool lxcfs = false;
};

mounts read_mounts(const fs::path& file) {
  mounts result;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string id, parent, device, from, point, settings, word;
    words >> id >> parent >> device >> from >> point >> settings;
    while (words >> word && word != "-") continue;
    std::string type;
    words >> type;
    if (point == "/") result.overlay_root = type == "overlay" || type == "fuse.fuse-overlayfs";
    if (point == "/sys") result.read_only_sysfs = settings.starts_with("ro");
    if (point == "/proc/kcore") result.masked_proc = true;
    if (type == "fuse.lxcfs") result.lxcfs = true;
  }
  return result;
}

// What hypervisors without CPUID give as the maker or the product of the machine, as in systemd-detect-virt(1).
constexpr std::array<std::string_view, 11> makers = {"QEMU",
                                                     "KVM",
                                                     "VMware",
                                                     "Xen",
                                                     "Parallels",
                                                     "Apple Virtualization",
                                                     "Google Compute Engine",
                                                     "OpenStack",
                                                     "KubeVirt",
                                                     "Virtual Machine",
                                                     "innotek GmbH"};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool starts_with_a_maker(const std::string& text) {
  return std::ranges::any_of(makers, [&](std::string_view maker) { return text.starts_with(maker); });
}

/// CPUID.1:ECX[31], which hypervisors set; the kernel lists it among the flags.
bool has_hypervisor_flag(const fs::path& cpuinfo) {
  std::ifstream lines(cpuinfo);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("flags") && line.find(" hypervisor") != std::string::npos) return true;
  return false;
}

/// Amazon is also the maker of machines without a hypervisor.
bool is_of_amazon(const fs::path& dmi) {
  return content(dmi / "sys_vendor").starts_with("Amazon EC2") &&
         content(dmi / "product_name").find(".metal") == std::string::npos;
}

}  // namespace

bool is_container(const fs::path& root, const fs::path& procfs) {
  if (has_marker(root)) return true;
  bool at_root_of_cgroups = false;
  std::ifstream lines(procfs / "self/cgroup");
  for (std::string line; std::getline(lines, line);) {
    const auto holds = [&](std::string_view part) { return line.find(part) != std::string::npos; };
    if (std::ranges::any_of(cgroups, holds)) return true;
    if (line == "0::/") at_root_of_cgroups = true;  // of a namespace: on a host only the kernel's own threads are there
  }
  const auto seen = read_mounts(procfs / "self/mountinfo");
  // An overlay alone may be the root of a host, as on live systems.
  return seen.lxcfs || (seen.overlay_root && (at_root_of_cgroups || seen.read_only_sysfs || seen.masked_proc));
}

bool is_virtual_machine(const fs::path& sysfs, const fs::path& procfs) {
  const auto dmi = sysfs / "class/dmi/id";
  const auto device_tree = content(sysfs / "firmware/devicetree/base/compatible");
  return has_hypervisor_flag(procfs / "cpuinfo") || starts_with_a_maker(content(dmi / "sys_vendor")) ||
         starts_with_a_maker(content(dmi / "product_name")) || is_of_amazon(dmi) ||
         device_tree.starts_with("linux,dummy-virt");
}

}  // namespace cputemp::app
