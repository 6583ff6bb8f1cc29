#include "listening/unix_path.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace cputemp::http {
namespace {

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

// A bound socket refuses connections if no program listens at it; only then it is stale.
boost::system::error_code connect_once(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return {ENAMETOOLONG, boost::system::system_category()};
  std::memcpy(address.sun_path, path.data(), path.size());
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (probe < 0) return last_error();
  const auto* const any = static_cast<const void*>(&address);
  boost::system::error_code error;
  if (::connect(probe, static_cast<const sockaddr*>(any), sizeof(address)) != 0) error = last_error();
  ::close(probe);
  return error;
}

}  // namespace

unix_path::unix_path(std::string path) : path_(std::move(path)) {
  struct stat made {};
  if (::lstat(path_.c_str(), &made) != 0) return;
  device_ = made.st_dev;
  inode_ = made.st_ino;
}

unix_path::unix_path(unix_path&& other) noexcept
    : path_(std::exchange(other.path_, {})), device_(other.device_), inode_(other.inode_) {}

unix_path& unix_path::operator=(unix_path&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  return *this;
}

void unix_path::remove() noexcept {
  struct stat there {};
  if (!path_.empty() && ::lstat(path_.c_str(), &there) == 0 && there.st_dev == device_ && there.st_ino == inode_) {
    ::unlink(path_.c_str());
  }
  path_.clear();
}

boost::system::error_code remove_stale_socket(const std::string& path) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) return errno == ENOENT ? boost::system::error_code() : last_error();
  const boost::system::error_code in_use(EADDRINUSE, boost::system::system_category());
  if (!S_ISSOCK(there.st_mode)) return {ENOTSOCK, boost::system::system_category()};
  if (connect_once(path) != boost::system::errc::connection_refused) return in_use;
  return ::unlink(path.c_str()) == 0 ? boost::system::error_code() : last_error();
}

}  // namespace cputemp::http
