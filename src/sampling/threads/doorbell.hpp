#pragma once

namespace cputemp::sampling {

/// Calls the strand from a sensor thread. An eventfd(2), since io_context can't be woken from there: the descriptor by
/// which it would be is not in such a thread's table.
class doorbell {
 public:
  /// Throws std::system_error where no descriptor is to be had.
  doorbell();
  ~doorbell();
  doorbell(const doorbell&) = delete;
  doorbell& operator=(const doorbell&) = delete;

  int descriptor() const noexcept { return descriptor_; }
  /// Makes the descriptor readable. From any thread.
  void ring() const noexcept;
  /// Makes it unreadable again.
  void answer() const noexcept;

 private:
  int descriptor_;
};

}  // namespace cputemp::sampling
