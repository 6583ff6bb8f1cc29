#pragma once

#include "sysfs/file_descriptor.hpp"

#include <boost/system/result.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace cputemp::hwmon {

/// How many descriptors sensors may keep: half of the soft limit (RLIMIT_NOFILE). The other half is for
/// connections and for the files that are opened for each read. Shared by all readers of a source, in any thread.
class descriptor_budget {
 public:
  /// Returns whether one more may be kept. Looks up the limit each time, because the process may raise it.
  bool take() noexcept;
  void give_back() noexcept { kept_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  std::atomic<std::size_t> kept_ = 0;
};

/// A number that is read again and again. Its descriptor is kept, which makes a read nine times cheaper and lets
/// sensors survive a shortage of descriptors; beyond the budget the file is opened for each read.
class attribute_file {
 public:
  /// Opens nothing yet. `path` has to outlive this object.
  attribute_file(const std::string& path, std::size_t most_digits, std::shared_ptr<descriptor_budget>) noexcept;
  attribute_file(attribute_file&&) noexcept = default;
  attribute_file& operator=(attribute_file&&) = delete;
  ~attribute_file();

  /// After an error of a file that is gone, the next call opens whatever is at the path then.
  boost::system::result<std::int64_t> read() noexcept;

 private:
  const std::string* path_;
  std::size_t most_digits_;
  std::shared_ptr<descriptor_budget> budget_;
  file_descriptor kept_;
};

}  // namespace cputemp::hwmon
