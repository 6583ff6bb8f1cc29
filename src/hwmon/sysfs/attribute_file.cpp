#include "sysfs/attribute_file.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <utility>

namespace cputemp::hwmon {

attribute_file::attribute_file(const std::string& path, std::size_t most_digits,
                               std::shared_ptr<descriptor_budget> budget) noexcept
    : path_(&path), most_digits_(most_digits), budget_(std::move(budget)) {}

attribute_file::~attribute_file() {
  if (kept_.is_open()) budget_->give_back();
}

boost::system::result<std::int64_t> attribute_file::read() noexcept {
  if (kept_.is_open()) {
    const auto value = read_integer(kept_, most_digits_);
    // kernfs never answers on it again, also where the file is there anew.
    if (!value && classify(value.error()).what == fault_class::gone) {
      kept_ = {};
      budget_->give_back();
    }
    return value;
  }
  auto opened = open_attribute(*path_);
  if (!opened) return opened.error();
  const auto value = read_integer(*opened, most_digits_);
  if (budget_->take()) kept_ = std::move(*opened);
  return value;
}

}  // namespace cputemp::hwmon
