#include "sysfs/attribute_file.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <sys/resource.h>

#include <utility>

namespace cputemp::hwmon {

bool descriptor_budget::take() noexcept {
  struct ::rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  const std::size_t most = limit.rlim_cur / 2;
  if (kept_.fetch_add(1, std::memory_order_relaxed) < most) return true;
  give_back();
  return false;
}

attribute_file::attribute_file(const std::string& path, std::size_t most_digits,
                               std::shared_ptr<descriptor_budget> budget) noexcept
    : path_(&path), most_digits_(most_digits), budget_(std::move(budget)) {}

attribute_file::~attribute_file() {
  if (kept_.is_open()) budget_->give_back();
}

boost::system::result<std::int64_t> attribute_file::read() noexcept {
  if (kept_.is_open()) {
    const auto value = read_integer(kept_, most_digits_);
    // kernfs never answers on it again, not even if the file has come back.
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
