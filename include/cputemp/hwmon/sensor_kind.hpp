#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cputemp::hwmon {

/// What a sensor measures, and the unit of the kernel's value (Documentation/hwmon/sysfs-interface).
enum class sensor_kind : std::uint8_t {
  temp,       ///< millidegrees Celsius; also the one sensor of a thermal zone
  fan,        ///< revolutions per minute
  in,         ///< millivolts
  curr,       ///< milliamperes
  power,      ///< microwatts
  energy,     ///< microjoules
  humidity,   ///< milli-percent of relative humidity
  freq,       ///< hertz
  pwm,        ///< duty cycle, 0 to 255
  intrusion,  ///< 1 after the chassis was opened
  // Further files that node_exporter takes for sensors; discovered only if all attributes are asked for.
  cpu,              ///< millivolts of the core, in old drivers
  vrm,              ///< version of the voltage regulator module, times 10
  beep_enable,      ///< 1 if the chip may beep
  update_interval,  ///< milliseconds
  // Of devices that are not chips.
  cooling_state,   ///< of a cooling device: 0 is no cooling; some drivers say -1 while inactive
  throttle_count,  ///< times that a core or package was throttled since the CPU was started
  throttle_time,   ///< milliseconds for which it was throttled
};

/// The kinds of chips' sensors as the kernel names their files, in the order of sensor_kind.
inline constexpr std::array<std::string_view, 14> sensor_kind_names = {
    "temp", "fan", "in",        "curr", "power", "energy",      "humidity",
    "freq", "pwm", "intrusion", "cpu",  "vrm",   "beep_enable", "update_interval"};

/// Operators can choose among the first of sensor_kind_names.
inline constexpr std::size_t selectable_kinds = 10;

}  // namespace cputemp::hwmon
