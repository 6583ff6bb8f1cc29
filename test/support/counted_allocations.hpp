#pragma once

namespace cputemp::test {

/// Counts what the whole program takes from the heap while this lives. One at a time, and nobody else should allocate.
class counted_allocations {
 public:
  counted_allocations() noexcept;
  ~counted_allocations();
  counted_allocations(const counted_allocations&) = delete;
  counted_allocations& operator=(const counted_allocations&) = delete;

  int count() const noexcept;
};

}  // namespace cputemp::test
