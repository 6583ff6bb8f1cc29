#include "self/boot_time.hpp"

#include <cputemp/sampling/boot_clock.hpp>

#include <fstream>
#include <string_view>

#include "self/procfs_text.hpp"

namespace cputemp::exporter {
namespace {

// btime has whole seconds, and a thread may be interrupted between reading the two clocks.
constexpr auto least_step = std::chrono::milliseconds(500);

std::optional<double> read_boot_time(const std::string& path) {
  std::ifstream lines(path);
  for (std::string line; std::getline(lines, line);)
    if (const std::string_view text = line; text.starts_with("btime ")) return number(text.substr(6));
  return std::nullopt;
}

}  // namespace

std::optional<double> boot_time::seconds(std::chrono::nanoseconds wall_less_boot) {
  if (known_ && std::chrono::abs(wall_less_boot - read_at_) < least_step) return known_;
  known_ = read_boot_time(path_);
  read_at_ = wall_less_boot;
  return known_;
}

std::chrono::nanoseconds wall_less_boot() noexcept {
  const auto boot = sampling::boot_clock::now().time_since_epoch();
  return std::chrono::system_clock::now().time_since_epoch() - boot;
}

}  // namespace cputemp::exporter
