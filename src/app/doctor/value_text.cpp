#include "doctor/value_text.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace cputemp::app {
namespace {

struct unit {
  double parts;  // of what the kernel counts in one of these
  int decimals;
  std::string_view name;
};

constexpr unit bare_number{1, 0, ""};

/// In the order of hwmon::sensor_kind.
constexpr std::array units = {
    unit{1e3, 3, " °C"},       // temp
    unit{1, 0, " RPM"},        // fan
    unit{1e3, 3, " V"},        // in
    unit{1e3, 3, " A"},        // curr
    unit{1e6, 3, " W"},        // power
    unit{1e6, 3, " J"},        // energy
    unit{1e3, 3, " %"},        // humidity
    unit{1, 0, " Hz"},         // freq
    unit{2.55, 1, " %"},       // pwm
    bare_number,               // intrusion
    unit{1e3, 3, " V"},        // cpu
    unit{10, 1, ""},           // vrm
    bare_number,               // beep_enable
    unit{1, 0, " ms"},         // update_interval
    bare_number,               // cooling_state
    unit{1, 0, " throttles"},  // throttle_count
    unit{1, 0, " ms"},         // throttle_time
};
static_assert(units.size() == static_cast<std::size_t>(hwmon::sensor_kind::throttle_time) + 1);

struct tally {
  std::size_t chips = 0;
  std::size_t sensors = 0;
  std::size_t zones = 0;
  std::size_t cooling_devices = 0;
};

tally count(const hwmon::inventory& found) {
  tally t;
  for (const auto& device : found.devices) {
    if (device->chip() != nullptr) {
      ++t.chips;
      t.sensors += device->sensors.size();
    }
    if (device->zone() != nullptr) ++t.zones;
    if (device->cooling() != nullptr) t.cooling_devices += device->sensors.size();
  }
  return t;
}

}  // namespace

std::string number_text(hwmon::sensor_kind kind, std::int64_t value) {
  const auto& u = units[static_cast<std::size_t>(kind)];
  auto text = fmt::format("{:.{}f}", static_cast<double>(value) / u.parts, u.decimals);
  if (u.decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

std::string_view unit_of(hwmon::sensor_kind kind) noexcept { return units[static_cast<std::size_t>(kind)].name; }

std::string reading_text(hwmon::sensor_kind kind, const hwmon::reading& input) {
  if (input) return number_text(kind, *input) + std::string(unit_of(kind));
  const auto& error = input.error();
  if (error == hwmon::sensor_errc::not_measured) return "measures nothing";
  const auto reason = hwmon::fault_reason_names[static_cast<std::size_t>(hwmon::classify(error).reason)];
  if (error.category() == boost::system::generic_category())
    return fmt::format("{}: {} (errno {})", reason, error.message(), error.value());
  return fmt::format("{}: {}", reason, error.message());
}

std::string count_text(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string left_out_text(const hwmon::inventory& whole, const hwmon::inventory& left) {
  const auto before = count(whole);
  const auto after = count(left);
  std::vector<std::string> parts;
  const auto add = [&](std::size_t number, std::string_view one) {
    if (number > 0) parts.push_back(count_text(number, one));
  };
  add(before.chips - after.chips, "chip");
  add(before.sensors - after.sensors, "sensor");
  add(before.zones - after.zones, "zone");
  add(before.cooling_devices - after.cooling_devices, "cooling device");
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace cputemp::app
