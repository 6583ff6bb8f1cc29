#pragma once

#include <cstdio>
#include <cstdlib>

namespace cputemp::fuzz {

/// libFuzzer takes the abort for a find, and keeps the input.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace cputemp::fuzz
