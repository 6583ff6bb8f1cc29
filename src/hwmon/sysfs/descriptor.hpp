#pragma once

#include "sysfs/integer.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace cputemp::hwmon {

/// Owns a file descriptor. Opened, used and closed in one thread: readers may have a private descriptor table.
class descriptor {
 public:
  descriptor() = default;
  explicit descriptor(int value) noexcept : value_(value) {}
  descriptor(descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~descriptor();
  int value() const noexcept { return value_; }
  bool is_open() const noexcept { return value_ >= 0; }

 private:
  int value_ = -1;
};

/// Opens an attribute for reading without ever waiting for it: what is not a regular file (a FIFO would block
/// until somebody writes) is refused with sensor_errc::not_a_regular_file.
boost::system::result<descriptor> open_attribute(const std::string& path) noexcept;

/// The integer at the start of an open attribute, by one pread (the driver computes a fresh value for it).
/// The errors of open, pread and parse_integer.
boost::system::result<std::int64_t> read_integer(const descriptor&, std::size_t most_digits = signed_digits) noexcept;

/// Opens, reads and closes.
boost::system::result<std::int64_t> read_integer(const std::string& path) noexcept;

/// What a text attribute holds, at most a page, untrimmed; opens and closes it.
boost::system::result<std::string> read_text(const std::string& path);

}  // namespace cputemp::hwmon
