#pragma once

#include <boost/system/error_code.hpp>

#include <sys/types.h>

#include <string>

namespace cputemp::http {

/// The file of a listening unix socket. The destructor removes it, unless another file has taken its place meanwhile.
class unix_path {
 public:
  unix_path() = default;
  /// `path` of a socket that has just been bound.
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

/// Removes the socket that a killed server left behind. Returns address_in_use if a program listens there, not_a_socket
/// if the path is something else, and no error if there is nothing.
boost::system::error_code remove_stale_socket(const std::string& path);

}  // namespace cputemp::http
