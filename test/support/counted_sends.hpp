#pragma once

#include <cstddef>

namespace cputemp::test {

struct sends {
  std::size_t calls;
  std::size_t octets;  ///< bytes that the kernel did not take at once count again when they are sent again
};

/// Returns what the whole program has sent by sendmsg(2) since it was started.
sends counted_sends() noexcept;

}  // namespace cputemp::test
