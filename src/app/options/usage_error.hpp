#pragma once

#include <stdexcept>

namespace cputemp::app {

/// A wrong option, in one line that names it, where it was found and what is expected. Exit code 2.
class usage_error : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

}  // namespace cputemp::app
