#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::test {

/// A directory of its own, in memory or below the system's temporary one, gone with everything in it at the end of the
/// scope.
class temporary_directory {
 public:
  temporary_directory();
  ~temporary_directory();
  temporary_directory(const temporary_directory&) = delete;
  temporary_directory& operator=(const temporary_directory&) = delete;
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

/// Files by name and content, in the order in which they are written.
using file_table = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// A fake /sys. All paths are relative to its root; parent directories are created as needed.
///
///     sysfs_tree tree;
///     tree.chip("hwmon0", "devices/platform/coretemp.0", {{"name", "coretemp\n"},
///                                                         {"temp1_input", "45000\n"},
///                                                         {"temp1_label", "Package id 0\n"}});
///     tree.zone("0", {{"type", "x86_pkg_temp\n"}, {"temp", "45000\n"}});
class sysfs_tree {
 public:
  sysfs_tree();
  explicit sysfs_tree(file_table);

  std::filesystem::path root() const { return directory_.path() / "sys"; }
  std::filesystem::path path(std::string_view relative) const { return root() / relative; }

  /// A file, new or overwritten in place (its descriptors stay valid).
  sysfs_tree& file(std::string_view path, std::string_view content);
  sysfs_tree& files(std::string_view directory, file_table);
  sysfs_tree& directory(std::string_view path);
  /// A symbolic link with exactly this target, which need not exist.
  sysfs_tree& link(std::string_view path, std::string_view target);
  /// A link to another path of the tree.
  sysfs_tree& link_inside(std::string_view path, std::string_view target);
  /// Opening it for reading blocks until it is opened for writing, unless it is opened with O_NONBLOCK.
  sysfs_tree& fifo(std::string_view path);
  sysfs_tree& remove(std::string_view path);

  /// As the kernel lays out a chip: DEVICE/hwmon/HWMON with the files, its `device` link, and class/hwmon/HWMON.
  sysfs_tree& chip(std::string_view hwmon, std::string_view device, file_table);
  /// devices/virtual/thermal/thermal_zoneN with the files, and its link in class/thermal.
  sysfs_tree& zone(std::string_view number, file_table);
  /// devices/virtual/thermal/cooling_deviceN with the files, and its link in class/thermal.
  sysfs_tree& cooling(std::string_view number, file_table);
  /// devices/system/cpu/cpuN with its place in topology/ and the files of thermal_throttle/, which is missing for none.
  sysfs_tree& cpu(std::string_view number, std::string_view package, std::string_view core, file_table throttle = {});

 private:
  sysfs_tree& thermal(const std::string& name, file_table);

  temporary_directory directory_;
};

}  // namespace cputemp::test
