#include "sysfs/descriptor_budget.hpp"

#include <sys/resource.h>

namespace cputemp::hwmon {

bool descriptor_budget::take() noexcept {
  struct ::rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  const std::size_t most = limit.rlim_cur / 2;
  if (kept_.fetch_add(1, std::memory_order_relaxed) < most) return true;
  give_back();
  return false;
}

}  // namespace cputemp::hwmon
