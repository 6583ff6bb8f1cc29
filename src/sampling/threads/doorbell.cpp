#include "threads/doorbell.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace cputemp::sampling {

doorbell::doorbell() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

doorbell::~doorbell() { ::close(descriptor_); }

// No failure matters in either: a full counter is readable, and an empty one was answered already.
void doorbell::ring() const noexcept { ::eventfd_write(descriptor_, 1); }

void doorbell::answer() const noexcept {
  eventfd_t rings = 0;
  ::eventfd_read(descriptor_, &rings);
}

}  // namespace cputemp::sampling
