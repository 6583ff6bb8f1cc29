#include "replace_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

namespace cputemp::app {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

std::error_code write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return last_error();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

std::error_code fill(int descriptor, std::string_view text) {
  if (const auto error = write_all(descriptor, text)) return error;
  // mkostemp gives 0600; a collector that reads the file mostly runs as another user.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(descriptor, 0666 & ~mask) != 0 || ::fsync(descriptor) != 0) return last_error();
  return {};
}

}  // namespace

std::error_code replace_file(const std::filesystem::path& path, std::string_view text) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  // A pipe, a device or a link, /dev/stdout say, is not to be replaced by a file.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return std::make_error_code(is_directory(status) ? std::errc::is_a_directory : std::errc::operation_not_supported);
  // In the same directory, since rename(2) stays within a file system. Textfile collectors read *.prom only.
  std::string temporary = path.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return last_error();
  error = fill(descriptor, text);
  if (::close(descriptor) != 0 && !error) error = last_error();
  if (!error && ::rename(temporary.c_str(), path.c_str()) != 0) error = last_error();
  if (error) ::unlink(temporary.c_str());
  return error;
}

}  // namespace cputemp::app
