#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <utility>

namespace cputemp::app {

inline constexpr auto doctor_patience = std::chrono::seconds(5);  // for one sensor; a one-wire sensor takes one

/// Runs a function on a thread of its own, which is left behind if it does not end in time: empty then.
template <class Function>
auto in_time(Function function) -> std::optional<decltype(function())> {
  std::packaged_task<decltype(function())()> task(std::move(function));
  auto result = task.get_future();
  std::thread(std::move(task)).detach();
  if (result.wait_for(doctor_patience) != std::future_status::ready) return std::nullopt;
  return result.get();
}

}  // namespace cputemp::app
