#include "options/unknown/node_exporter_flags.hpp"

#include <algorithm>
#include <array>

namespace cputemp::app {
namespace {

// Options that are a matter of access, --web.config.file and --web.systemd-socket, are not among them: to drop them
// would change who may read what.
constexpr std::array<std::string_view, 4> others = {"path.rootfs", "path.udev.data", "runtime.gomaxprocs",
                                                    "web.max-requests"};

// clang-format off
constexpr std::array<std::string_view, 78> collectors = {
    "arp", "bcache", "bcachefs", "bonding", "btrfs", "buddyinfo", "cgroups", "conntrack", "cpu",
    "cpu_vulnerabilities", "cpufreq", "diskstats", "dmi", "drbd", "drm", "edac", "entropy", "ethtool",
    "fibrechannel", "filefd", "filesystem", "infiniband", "interrupts", "ipvs", "kernel_hung", "ksmd", "lnstat",
    "loadavg", "logind", "mdadm", "meminfo", "meminfo_numa", "mountstats", "netclass", "netclass_rtnl", "netdev",
    "netstat", "network_route", "nfs", "nfsd", "ntp", "nvme", "os", "pcidevice", "perf", "powersupply",
    "powersupplyclass", "pressure", "processes", "qdisc", "qdisk", "rapl", "runit", "schedstat", "selinux",
    "slabinfo", "sockstat", "softirqs", "softnet", "stat", "supervisord", "swap", "sysctl", "systemd",
    "tapestats", "tcpstat", "textfile", "time", "timex", "udp_queues", "uname", "vmstat", "watchdog", "wifi",
    "xfrm", "xfs", "zfs", "zoneinfo",
};
// clang-format on

}  // namespace

bool is_node_exporters_alone(std::string_view name) {
  constexpr std::string_view negation = "no-";
  constexpr std::string_view prefix = "collector.";
  if (name.starts_with(negation)) name.remove_prefix(negation.size());
  if (!name.starts_with(prefix)) return std::ranges::find(others, name) != others.end();
  name.remove_prefix(prefix.size());
  return std::ranges::binary_search(collectors, name.substr(0, name.find('.')));
}

}  // namespace cputemp::app
