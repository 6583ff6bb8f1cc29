#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// Returns the names in a directory, sorted bytewise.
boost::system::result<std::vector<std::string>> list_directory(const std::string& path);

/// Resolves an entry of /sys/class. Empty for an entry that is not a directory, for dangling links and for links in a
/// circle: such entries say nothing about the hardware. An error if the entry can't be resolved for another reason.
boost::system::result<std::string> resolve_directory(const std::string& path);

/// Returns the trimmed content of a text attribute; empty if there is no such file.
boost::system::result<std::string> read_optional_text(const std::string& path);

/// Returns `directory:inode:name`. The inode changes by re-plugging, the name by a change of drivers. ENOENT or ENOTDIR
/// if the directory is gone.
boost::system::result<std::string> device_id(const std::string& directory, std::string_view name);

}  // namespace cputemp::hwmon
