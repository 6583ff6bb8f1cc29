#include "cpu_history.hpp"

#include <cputemp/sampling/cpu_temperature.hpp>

namespace cputemp::sampling {

steady_clock::time_point cpu_history::complete(snapshot& s, steady_clock::time_point now, bool sampled) {
  const auto packages = cpu_packages(s);
  packages_.keep(packages, s);
  if (sampled) {
    packages_.observe(packages);
    window_.observe(hottest_cpu_package(packages));
  }
  s.packages = packages_.value();
  auto [summary, expires] = window_.value(now);
  s.cpu_window = std::move(summary);
  return expires;
}

}  // namespace cputemp::sampling
