#include "sysfs/sysfs_directory.hpp"

#include "sysfs/errno_code.hpp"
#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace cputemp::hwmon {

namespace fs = std::filesystem;
namespace sys = boost::system;

namespace {

bool leads_nowhere(int error) { return error == ENOENT || error == ELOOP || error == ENOTDIR; }

}  // namespace

sys::result<std::vector<std::string>> list_directory(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(path, error); !error && entry != fs::directory_iterator(); entry.increment(error))
    names.push_back(entry->path().filename().string());
  if (error) return errno_code(error);
  std::sort(names.begin(), names.end());
  return names;
}

sys::result<std::string> resolve_directory(const std::string& path) {
  std::error_code error;
  const std::string resolved = fs::canonical(path, error).string();
  if (!error && fs::is_directory(resolved, error)) return resolved;
  if (error && !leads_nowhere(error.value())) return errno_code(error);
  return std::string();
}

sys::result<std::string> read_optional_text(const std::string& path) {
  const auto text = read_text(path);
  if (text) return std::string(trim(*text));
  if (text.error() == sys::errc::no_such_file_or_directory) return std::string();
  return text.error();
}

sys::result<std::string> device_id(const std::string& directory, std::string_view name) {
  struct ::stat status {};
  if (::stat(directory.c_str(), &status) != 0) return last_error();
  std::string id = directory;
  return id.append(":").append(std::to_string(status.st_ino)).append(":").append(name);
}

}  // namespace cputemp::hwmon
