#pragma once

#include <boost/system/error_code.hpp>

#include <filesystem>
#include <string_view>

namespace cputemp::app {

/// Puts a text in the place of a file in one step: a reader of the file sees the old text or the new one, and after a
/// crash one of them is there. The mask of the process decides who may read it. On an error the old file stays. It is
/// an error if something other than a regular file is there.
boost::system::error_code replace_file(const std::filesystem::path&, std::string_view text);

}  // namespace cputemp::app
