#include "support/sysfs_tree.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace cputemp::test {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path) { throw std::system_error(errno, std::generic_category(), path.string()); }

// A file system on which writing thousands of files costs little, if there is one.
fs::path directory_for_many_files() {
  const fs::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
}

}  // namespace

temporary_directory::temporary_directory() {
  std::string name = (directory_for_many_files() / "cputemp-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) fail(name);
  path_ = fs::canonical(name);
}

temporary_directory::~temporary_directory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

sysfs_tree::sysfs_tree() { fs::create_directory(root()); }

sysfs_tree::sysfs_tree(file_table table) : sysfs_tree() { files("", table); }

sysfs_tree& sysfs_tree::file(std::string_view path, std::string_view content) {
  const fs::path full = this->path(path);
  fs::create_directories(full.parent_path());
  std::ofstream out(full, std::ios::binary | std::ios::trunc);
  if (!out.write(content.data(), static_cast<std::streamsize>(content.size())).flush()) fail(full);
  return *this;
}

sysfs_tree& sysfs_tree::files(std::string_view directory, file_table table) {
  for (const auto& [name, content] : table) file((fs::path(directory) / name).string(), content);
  return *this;
}

sysfs_tree& sysfs_tree::directory(std::string_view path) {
  fs::create_directories(this->path(path));
  return *this;
}

sysfs_tree& sysfs_tree::link(std::string_view path, std::string_view target) {
  const fs::path full = this->path(path);
  fs::create_directories(full.parent_path());
  fs::create_symlink(target, full);
  return *this;
}

sysfs_tree& sysfs_tree::link_inside(std::string_view path, std::string_view target) {
  const fs::path from = this->path(path).parent_path();
  return link(path, this->path(target).lexically_relative(from).string());
}

sysfs_tree& sysfs_tree::fifo(std::string_view path) {
  const fs::path full = this->path(path);
  fs::create_directories(full.parent_path());
  if (::mkfifo(full.c_str(), 0600) != 0) fail(full);
  return *this;
}

sysfs_tree& sysfs_tree::remove(std::string_view path) {
  fs::remove_all(this->path(path));
  return *this;
}

sysfs_tree& sysfs_tree::chip(std::string_view hwmon, std::string_view device, file_table table) {
  const std::string directory = (fs::path(device) / "hwmon" / hwmon).string();
  this->directory(directory);
  files(directory, table);
  link(directory + "/device", "../..");
  return link_inside((fs::path("class/hwmon") / hwmon).string(), directory);
}

sysfs_tree& sysfs_tree::zone(std::string_view number, file_table table) {
  return thermal("thermal_zone" + std::string(number), table);
}

sysfs_tree& sysfs_tree::cooling(std::string_view number, file_table table) {
  return thermal("cooling_device" + std::string(number), table);
}

sysfs_tree& sysfs_tree::thermal(const std::string& name, file_table table) {
  const std::string directory = "devices/virtual/thermal/" + name;
  this->directory(directory);
  files(directory, table);
  return link_inside("class/thermal/" + name, directory);
}

sysfs_tree& sysfs_tree::cpu(std::string_view number, std::string_view package, std::string_view core,
                            file_table throttle) {
  const std::string directory = "devices/system/cpu/cpu" + std::string(number);
  files(directory + "/topology", {{"physical_package_id", package}, {"core_id", core}});
  return files(directory + "/thermal_throttle", throttle);
}

}  // namespace cputemp::test
