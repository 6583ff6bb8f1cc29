#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <utility>

namespace cputemp::app {

inline constexpr auto doctor_time_limit = std::chrono::seconds(5);  // for one sensor; a one-wire sensor takes one

/// Runs a function on a thread of its own. Returns nothing if it takes too long; the thread is left behind then.
template <class Function>
auto within_time_limit(Function function) -> std::optional<decltype(function())> {
  std::packaged_task<decltype(function())()> task(std::move(function));
  auto result = task.get_future();
  std::thread(std::move(task)).detach();
  if (result.wait_for(doctor_time_limit) != std::future_status::ready) return std::nullopt;
  return result.get();
}

}  // namespace cputemp::app
