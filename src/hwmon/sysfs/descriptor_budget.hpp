#pragma once

#include <atomic>
#include <cstddef>

namespace cputemp::hwmon {

/// How many descriptors sensors may keep: half of the soft limit (RLIMIT_NOFILE). The other half is for
/// connections and for the files that are opened for each read. Shared by all readers of a source, in any thread.
class descriptor_budget {
 public:
  /// Whether one more may be kept; looks up the limit each time, since the process may raise it.
  bool take() noexcept;
  void give_back() noexcept { kept_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  std::atomic<std::size_t> kept_ = 0;
};

}  // namespace cputemp::hwmon
