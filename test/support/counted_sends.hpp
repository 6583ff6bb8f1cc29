#pragma once

#include <cstddef>

namespace cputemp::test {

struct sends {
  std::size_t calls;
  std::size_t octets;  ///< what the kernel did not take at once counts again when it is handed over again
};

/// What the whole program handed to the kernel by sendmsg(2) since it was started.
sends counted_sends() noexcept;

}  // namespace cputemp::test
