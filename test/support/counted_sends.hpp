#pragma once

#include <cstddef>

namespace cputemp::test {

struct sends {
  std::size_t calls;
  std::size_t octets;  ///< that the kernel took
};

/// What the whole program handed to the kernel by sendmsg(2) since it was started.
sends counted_sends() noexcept;

}  // namespace cputemp::test
