#include "history/cpu_history.hpp"

namespace cputemp::sampling {

boot_clock::time_point cpu_history::complete(snapshot& s, const std::vector<cpu_package>& packages,
                                             boot_clock::time_point now,
                                             std::optional<std::chrono::system_clock::time_point> sampled) {
  packages_.keep(packages, s);
  if (sampled) {
    packages_.observe(packages, *sampled);
    window_.observe(s.headline);
  }
  s.packages = packages_.value();
  const auto& window = window_.value(now);
  s.cpu_window = window.summary;
  return window.expires;
}

}  // namespace cputemp::sampling
