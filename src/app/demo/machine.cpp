#include "demo/machine.hpp"

#include <cmath>

namespace cputemp::app {
namespace {

constexpr double sleep_cycle_seconds = 300;
constexpr double awake_seconds = 200;

}  // namespace

machine::machine() {
  for (unsigned package = 0; package < packages; ++package) packages_.emplace_back(2 * package + 1, cores_per_package);
}

void machine::advance(std::chrono::duration<double> time) {
  seconds_ += time.count();
  for (auto& package : packages_) package.advance(time);
}

bool machine::graphics_asleep() const { return std::fmod(seconds_, sleep_cycle_seconds) >= awake_seconds; }

}  // namespace cputemp::app
