#pragma once

#include <cputemp/metrics/collector.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::metrics::test {

using time_point = std::chrono::steady_clock::time_point;

inline constexpr time_point now{std::chrono::hours(1)};

/// A collector that returns what a function returns.
class scripted final : public collector {
 public:
  using script = std::function<std::vector<metric_family>(time_point)>;
  scripted(std::vector<family_description> described, script collects)
      : described_(std::move(described)), collects_(std::move(collects)) {}
  std::vector<family_description> describe() const override { return described_; }
  std::vector<metric_family> collect(time_point at) const override { return collects_(at); }

 private:
  std::vector<family_description> described_;
  script collects_;
};

inline std::shared_ptr<const collector> giving(std::vector<family_description> described,
                                               std::vector<metric_family> given) {
  return std::make_shared<scripted>(std::move(described), [given = std::move(given)](time_point) { return given; });
}

/// The same family, of a gauge without labels.
inline std::shared_ptr<const collector> giving(std::string name, double value) {
  return giving({{name, "h", metric_type::gauge}}, {{name, "h", metric_type::gauge, {{{}, value}}}});
}

}  // namespace cputemp::metrics::test
