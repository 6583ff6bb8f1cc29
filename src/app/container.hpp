#pragma once

#include <filesystem>

namespace cputemp::app {

/// Whether this process runs in a container, which shows only a part of the host's sysfs: by marker files below `root`,
/// and by its cgroup and its mounts in `procfs`.
bool is_container(const std::filesystem::path& root, const std::filesystem::path& procfs);

/// Whether this host is a virtual machine, by what the kernel shows of it below these roots.
bool is_virtual_machine(const std::filesystem::path& sysfs, const std::filesystem::path& procfs);

}  // namespace cputemp::app
