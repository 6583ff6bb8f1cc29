#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// The names in a directory, sorted bytewise.
boost::system::result<std::vector<std::string>> list_directory(const std::string& path);

/// Where an entry of /sys/class leads, resolved. Empty for what is no directory, for dangling links and for
/// links in a circle: such entries say nothing about the hardware. An error where nobody can tell.
boost::system::result<std::string> resolve_directory(const std::string& path);

/// The trimmed content of a text attribute; empty where there is none.
boost::system::result<std::string> read_optional_text(const std::string& path);

/// `directory:inode:name`. The inode is another one after re-plugging, the name after a change of drivers.
/// ENOENT or ENOTDIR when the directory is gone.
boost::system::result<std::string> device_id(const std::string& directory, std::string_view name);

}  // namespace cputemp::hwmon
