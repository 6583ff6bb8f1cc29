#include "self/reopened_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>

namespace cputemp::exporter {

reopened_file::~reopened_file() {
  if (file_ >= 0) ::close(file_);
}

std::optional<std::string_view> reopened_file::read(std::span<char> buffer) noexcept {
  if (is_linked())
    if (const auto text = read_open(buffer)) return text;
  reopen();
  return read_open(buffer);
}

bool reopened_file::is_linked() const noexcept {
  struct stat status {};
  return file_ >= 0 && ::fstat(file_, &status) == 0 && status.st_nlink > 0;
}

void reopened_file::reopen() noexcept {
  if (file_ >= 0) ::close(file_);
  file_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
}

std::optional<std::string_view> reopened_file::read_open(std::span<char> buffer) const noexcept {
  if (file_ < 0) return std::nullopt;
  const auto count = ::pread(file_, buffer.data(), buffer.size(), 0);
  if (count < 0 || static_cast<std::size_t>(count) == buffer.size()) return std::nullopt;
  return std::string_view(buffer.data(), static_cast<std::size_t>(count));
}

}  // namespace cputemp::exporter
