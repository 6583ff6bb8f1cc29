#pragma once

#include <stdexcept>
#include <string>

namespace cputemp::metrics::test {

/// Returns the message with which an action is refused; "taken" if it is not.
template <class Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const std::invalid_argument& refused) {
    return refused.what();
  }
  return "taken";
}

}  // namespace cputemp::metrics::test
