#include "history/cpu_history.hpp"

#include <cputemp/sampling/cpu_temperature.hpp>

namespace cputemp::sampling {

boot_clock::time_point cpu_history::complete(snapshot& s, boot_clock::time_point now,
                                             std::optional<std::chrono::system_clock::time_point> sampled) {
  const auto packages = cpu_packages(s);
  packages_.keep(packages, s);
  if (sampled) {
    packages_.observe(packages, *sampled);
    window_.observe(hottest_cpu_package(packages));
  }
  s.packages = packages_.value();
  const auto& window = window_.value(now);
  s.cpu_window = window.summary;
  return window.expires;
}

}  // namespace cputemp::sampling
