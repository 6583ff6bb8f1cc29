#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace cputemp::sampling {

/// The newest snapshot, which is all that the threads share.
class published_snapshot {
 public:
  void store(std::shared_ptr<const snapshot> s) {
    const std::scoped_lock lock(mutex_);
    newest_.swap(s);  // the old one is freed after the lock
  }
  std::shared_ptr<const snapshot> load() const {
    const std::scoped_lock lock(mutex_);
    return newest_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const snapshot> newest_;
};

}  // namespace cputemp::sampling
