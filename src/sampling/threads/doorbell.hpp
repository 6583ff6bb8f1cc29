#pragma once

namespace cputemp::sampling {

/// Calls the strand from a sensor thread. An eventfd(2), because such a thread can't wake the io_context: the
/// descriptor needed for that is not in the thread's table.
class doorbell {
 public:
  /// Throws std::system_error if no descriptor can be opened.
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
