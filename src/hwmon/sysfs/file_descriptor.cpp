#include "sysfs/file_descriptor.hpp"

#include "sysfs/errno_code.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>

namespace cputemp::hwmon {

namespace sys = boost::system;

namespace {

// I2C and drives fail now and then for reasons that pass at once: try once more, but do not loop.
bool deserves_another_try(int error) noexcept {
  return error == EIO || error == ENXIO || error == EBADMSG || error == EPROTO || error == EREMOTEIO;
}

ssize_t pread_at_start(int file, std::span<char> buffer) noexcept {
  ssize_t size = 0;
  do {
    size = ::pread(file, buffer.data(), buffer.size(), 0);
  } while (size < 0 && errno == EINTR);
  return size;
}

sys::result<std::string_view> read_into(std::span<char> buffer, const file_descriptor& file) noexcept {
  ssize_t size = pread_at_start(file.value(), buffer);
  if (size < 0 && deserves_another_try(errno)) size = pread_at_start(file.value(), buffer);
  if (size < 0) return last_error();
  return std::string_view(buffer.data(), static_cast<std::size_t>(size));
}

}  // namespace

file_descriptor::~file_descriptor() {
  if (is_open()) ::close(value_);
}

sys::result<file_descriptor> open_attribute(const std::string& path) noexcept {
  int value = -1;
  do {
    value = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  } while (value < 0 && errno == EINTR);
  if (value < 0) return last_error();
  file_descriptor file(value);
  struct ::stat status {};
  if (::fstat(value, &status) != 0) return last_error();
  if (!S_ISREG(status.st_mode)) return make_error_code(sensor_errc::not_a_regular_file);
  return file;
}

sys::result<std::int64_t> read_integer(const file_descriptor& file, std::size_t most_digits) noexcept {
  // One byte more than the longest number with its sign and newline, so that a longer text is recognized.
  char buffer[unsigned_digits + 3];
  const auto text = read_into(buffer, file);
  if (!text) return text.error();
  return parse_integer(*text, most_digits);
}

sys::result<std::int64_t> read_integer(const std::string& path) noexcept {
  const auto file = open_attribute(path);
  if (!file) return file.error();
  return read_integer(*file);
}

sys::result<std::string> read_text(const std::string& path) {
  const auto file = open_attribute(path);
  if (!file) return file.error();
  char buffer[4096];  // a page: the most that a sysfs attribute can hold
  const auto text = read_into(buffer, *file);
  if (!text) return text.error();
  return std::string(*text);
}

}  // namespace cputemp::hwmon
