#include "doctor/group_summary.hpp"

#include <cputemp/hwmon/readout.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "doctor/value_text.hpp"

namespace cputemp::app {
namespace {

/// How many members gave no value, and why the first of them did not.
struct failures {
  std::size_t count = 0;
  std::string first;

  void add(hwmon::sensor_kind kind, const hwmon::reading& input) {
    if (count++ == 0) first = reading_text(kind, input);
  }
  std::string in_words_after(std::string text) const {
    return count == 0 ? text : fmt::format("{}; {} not read: {}", text, count, first);
  }
};

struct cooling_sum {
  std::size_t devices = 0;
  std::size_t active = 0;
  std::int64_t state = 0;  // of the device that cools most
  std::int64_t highest = 0;
  failures failed;
};

struct throttle_sum {
  std::int64_t count = 0;
  std::int64_t milliseconds = 0;
  std::int64_t most = 0;
  std::optional<unsigned> core;  // that was throttled most often
  std::size_t members = 0;
  failures failed;

  void add(hwmon::sensor_kind kind, const hwmon::cpu_position& at, const hwmon::reading& input) {
    if (!input) return failed.add(kind, input);
    if (kind == hwmon::sensor_kind::throttle_time) {
      milliseconds += *input;
      return;
    }
    ++members;
    count += *input;
    if (*input > most) {
      most = *input;
      core = at.core;
    }
  }
  std::string in_words() const {
    auto text = fmt::format("{}, {} ms", count_text(static_cast<std::size_t>(count), "throttle"), milliseconds);
    if (core) text += fmt::format(", most of core {}: {}", *core, most);
    return failed.in_words_after(std::move(text));
  }
};

}  // namespace

std::vector<summary_line> summary_of_cooling(const hwmon::device_description& group, const hwmon::readout& readout) {
  std::map<std::string, cooling_sum> types;
  for (std::size_t i = 0; i < group.sensors.size(); ++i) {
    auto& sum = types[group.cooling()->devices[i].type];
    const auto& input = readout.inputs[i];
    ++sum.devices;
    if (!input) {
      sum.failed.add(group.sensors[i].kind, input);
      continue;
    }
    if (*input > 0) ++sum.active;
    sum.state = std::max(sum.state, *input);
    sum.highest = std::max(sum.highest, hwmon::limit_named((*readout.details)[i], "max").value_or(0));
  }
  std::vector<summary_line> lines;
  lines.reserve(types.size());
  for (const auto& [type, sum] : types)
    lines.push_back(
        {type, sum.failed.in_words_after(fmt::format("{}, {} active: state {} of {}", count_text(sum.devices, "device"),
                                                     sum.active, sum.state, sum.highest))});
  return lines;
}

std::vector<summary_line> summary_of_throttling(const hwmon::device_description& group, const hwmon::readout& readout) {
  std::map<std::pair<std::optional<unsigned>, hwmon::cpu_part>, throttle_sum> parts;
  for (std::size_t i = 0; i < group.sensors.size(); ++i) {
    const auto& at = group.throttle()->positions[i];
    parts[{at.package, at.part}].add(group.sensors[i].kind, at, readout.inputs[i]);
  }
  std::vector<summary_line> lines;
  for (const auto& [place, sum] : parts) {
    const auto package = place.first ? fmt::format("package {}", *place.first) : std::string("package unknown");
    lines.push_back({place.second == hwmon::cpu_part::core
                         ? fmt::format("{}, {}", package, count_text(sum.members, "core"))
                         : package,
                     sum.in_words()});
  }
  return lines;
}

}  // namespace cputemp::app
