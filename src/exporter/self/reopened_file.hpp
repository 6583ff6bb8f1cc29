#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::exporter {

/// A file that stays open between reads, since procfs takes longer to find a file than to write it, and is opened again
/// after it was deleted or replaced. A file of /proc/self describes the process that opened it.
class reopened_file {
 public:
  explicit reopened_file(std::string path) noexcept : path_(std::move(path)) {}
  reopened_file(const reopened_file&) = delete;
  reopened_file& operator=(const reopened_file&) = delete;
  ~reopened_file();

  /// Reads what the file holds now into `buffer`. Empty if it can't be opened or read, or is not smaller than the
  /// buffer.
  std::optional<std::string_view> read(std::span<char> buffer) noexcept;

 private:
  bool is_linked() const noexcept;
  void reopen() noexcept;
  std::optional<std::string_view> read_open(std::span<char> buffer) const noexcept;

  const std::string path_;
  int file_ = -1;
};

}  // namespace cputemp::exporter
