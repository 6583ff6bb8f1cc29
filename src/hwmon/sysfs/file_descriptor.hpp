#pragma once

#include "sysfs/integer.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace cputemp::hwmon {

/// Owns a file descriptor. Opened, used and closed in one thread: readers may have a private descriptor table.
class file_descriptor {
 public:
  file_descriptor() = default;
  explicit file_descriptor(int value) noexcept : value_(value) {}
  file_descriptor(file_descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  file_descriptor& operator=(file_descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~file_descriptor();
  int value() const noexcept { return value_; }
  bool is_open() const noexcept { return value_ >= 0; }

 private:
  int value_ = -1;
};

/// Opens an attribute for reading without ever waiting for it. Refuses everything except regular files with
/// sensor_errc::not_a_regular_file: a FIFO would block until someone writes.
boost::system::result<file_descriptor> open_attribute(const std::string& path) noexcept;

/// Reads the integer in an open attribute by one pread, for which the driver computes a fresh value. Returns the errors
/// of pread and parse_integer.
boost::system::result<std::int64_t> read_integer(const file_descriptor&,
                                                 std::size_t most_digits = signed_digits) noexcept;

/// Opens, reads and closes an attribute.
boost::system::result<std::int64_t> read_integer(const std::string& path) noexcept;

/// Opens, reads and closes a text attribute. Returns at most a page, untrimmed.
boost::system::result<std::string> read_text(const std::string& path);

}  // namespace cputemp::hwmon
