#pragma once

#include "sysfs/descriptor.hpp"
#include "sysfs/descriptor_budget.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace cputemp::hwmon {

/// A number that is read again and again. Its descriptor is kept, which makes a read nine times cheaper and lets
/// sensors live through a shortage of descriptors; past the budget the file is opened for each read.
class attribute_file {
 public:
  /// Opens nothing yet. `path` has to outlive this object.
  attribute_file(const std::string& path, std::size_t most_digits, std::shared_ptr<descriptor_budget>) noexcept;
  attribute_file(attribute_file&&) noexcept = default;
  attribute_file& operator=(attribute_file&&) = delete;
  ~attribute_file();

  /// After an error that says that the file is gone, the next call opens what is at the path then.
  boost::system::result<std::int64_t> read() noexcept;

 private:
  const std::string* path_;
  std::size_t most_digits_;
  std::shared_ptr<descriptor_budget> budget_;
  descriptor kept_;
};

}  // namespace cputemp::hwmon
