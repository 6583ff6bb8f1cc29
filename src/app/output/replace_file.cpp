#include "output/replace_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <random>
#include <string>
#include <utility>

namespace cputemp::app {
namespace {

using boost::system::error_code;
namespace errc = boost::system::errc;

error_code last_error() { return {errno, boost::system::generic_category()}; }

error_code write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return last_error();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

error_code fill(int descriptor, std::string_view text) {
  auto error = write_all(descriptor, text);
  if (!error && ::fsync(descriptor) != 0) error = last_error();
  if (::close(descriptor) != 0 && !error) error = last_error();
  return error;
}

struct new_file {
  std::string path;
  int descriptor;  // negative: errno says why
};

/// A file in the same directory, since rename(2) stays within a file system. Textfile collectors read *.prom only.
/// Not mkostemp, which makes files that other users, such as a collector's, can't read: to open them up afterwards
/// takes the mask of the process, which can't be read without changing it.
new_file make_beside(const std::filesystem::path& path) {
  std::random_device random;
  for (;;) {
    auto name = fmt::format("{}.{:08x}", path.string(), random());
    const int descriptor = ::open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor >= 0 || errno != EEXIST) return {std::move(name), descriptor};
  }
}

}  // namespace

error_code replace_file(const std::filesystem::path& path, std::string_view text) {
  struct stat old {};
  // A pipe, a device or a link, /dev/stdout say, is not to be replaced by a file.
  if (::lstat(path.c_str(), &old) == 0 && !S_ISREG(old.st_mode))
    return make_error_code(S_ISDIR(old.st_mode) ? errc::is_a_directory : errc::operation_not_supported);
  const auto temporary = make_beside(path);
  if (temporary.descriptor < 0) return last_error();
  auto error = fill(temporary.descriptor, text);
  if (!error && ::rename(temporary.path.c_str(), path.c_str()) != 0) error = last_error();
  if (error) ::unlink(temporary.path.c_str());
  return error;
}

}  // namespace cputemp::app
