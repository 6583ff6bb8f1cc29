#pragma once

#include <boost/system/error_code.hpp>

#include <sys/types.h>

#include <string>

namespace cputemp::http {

/// The file of a listening unix socket, removed when this goes, unless another has taken its place meanwhile.
class unix_path {
 public:
  unix_path() = default;
  /// Of a socket that has just been bound there.
  explicit unix_path(std::string path);
  unix_path(unix_path&& other) noexcept;
  unix_path& operator=(unix_path&& other) noexcept;
  ~unix_path() { remove(); }

  void remove() noexcept;

 private:
  std::string path_;  ///< empty: none
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

/// Removes what a server that was killed left behind. address_in_use where somebody listens, or where the path is
/// something other than a socket; no error where there is nothing.
boost::system::error_code remove_stale_socket(const std::string& path);

}  // namespace cputemp::http
