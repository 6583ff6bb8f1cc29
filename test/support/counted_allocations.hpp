#pragma once

#include <cstddef>
#include <functional>

namespace cputemp::test {

/// Counts what the whole program takes from the heap while this lives. One at a time, and nothing else should allocate.
class counted_allocations {
 public:
  counted_allocations() noexcept;
  ~counted_allocations();
  counted_allocations(const counted_allocations&) = delete;
  counted_allocations& operator=(const counted_allocations&) = delete;

  int count() const noexcept;
};

/// While this lives, allocations for which `fails` returns true fail with std::bad_alloc. It is called on any thread,
/// for one allocation at a time, and not for those that it makes itself. One at a time.
class failing_allocations {
 public:
  explicit failing_allocations(std::function<bool(std::size_t)> fails);
  ~failing_allocations();
  failing_allocations(const failing_allocations&) = delete;
  failing_allocations& operator=(const failing_allocations&) = delete;
};

}  // namespace cputemp::test
