#pragma once

#include "simulation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cputemp::sampling::test {

inline constexpr time_point start{};

inline behaviour taking(duration d) {
  return {.takes = [d](time_point) { return d; }};
}

/// Hangs in every read that begins from `from` on; the reads that began before `until` end then.
inline behaviour hanging(time_point from, time_point until) {
  return {.takes = [=](time_point began) { return began >= from && began < until ? until - began : duration(1ms); }};
}

inline behaviour failing(int error, time_point from, time_point until) {
  behaviour b;
  b.fails = [=](time_point t) {
    return t >= from && t < until ? boost::system::error_code(error, boost::system::generic_category())
                                  : boost::system::error_code{};
  };
  return b;
}

inline std::uint64_t errors(const device_state& d, hwmon::fault_reason reason) {
  return d.errors[static_cast<std::size_t>(reason)];
}

inline std::size_t reads(const simulation& sim, const std::string& device) {
  return static_cast<std::size_t>(std::ranges::count(sim.log, device, &read_log_entry::device));
}

}  // namespace cputemp::sampling::test
