#pragma once

#include <cstddef>
#include <thread>
#include <vector>

namespace cputemp::metrics::test {

/// Runs an action on several threads at once and waits for all.
template <class Action>
void on_threads(int count, Action action) {
  std::vector<std::jthread> threads(static_cast<std::size_t>(count));
  for (auto& thread : threads) thread = std::jthread(action);
}

}  // namespace cputemp::metrics::test
