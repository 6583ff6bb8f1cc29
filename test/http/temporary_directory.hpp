#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace cputemp::http::test {

/// Removed with what is in it.
struct temporary_directory {
  temporary_directory() {
    std::string name = std::filesystem::temp_directory_path() / "cputemp-http-XXXXXX";
    path = ::mkdtemp(name.data());
  }
  ~temporary_directory() { std::filesystem::remove_all(path); }
  temporary_directory(const temporary_directory&) = delete;
  temporary_directory& operator=(const temporary_directory&) = delete;
  std::string unix_address(const std::string& name) const { return "unix:" + path + '/' + name; }
  std::string path;
};

}  // namespace cputemp::http::test
