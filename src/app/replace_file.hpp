#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

namespace cputemp::app {

/// Puts a text in the place of a file in one step: who reads the file sees the old text or the new one, and after a
/// crash one of them is there. On an error the old file stays. What is there and no regular
/// file is an error.
std::error_code replace_file(const std::filesystem::path&, std::string_view text);

}  // namespace cputemp::app
