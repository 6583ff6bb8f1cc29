#pragma once

#include "gathering/catalogue_entry.hpp"

/// The families of sensors, devices and the CPU in this program's own schema, with their HELP.
namespace cputemp::exporter::catalogue {

using enum metrics::metric_type;

inline constexpr catalogue_entry cpu_temperature{"cpu_temperature_celsius", "Current CPU temperature in Celsius",
                                                 gauge};
inline constexpr catalogue_entry cpu_temperature_source{
    "cpu_temperature_source_info", "The sensor that cpu_temperature_celsius is read from; always 1", info};

inline constexpr catalogue_entry cpu_core{
    "cpu_core_info", "The CPUs of Linux that are online in the core, and on a hybrid CPU the core's type; always 1",
    info};

inline constexpr catalogue_entry cpu_window{"cpu_temperature_window_celsius",
                                            "Quantiles of cpu_temperature_celsius over the sliding window, 0 and 1 "
                                            "being the extremes; sum and count since the start",
                                            summary};
inline constexpr catalogue_entry cpu_distribution{
    "cpu_temperature_distribution_celsius",
    "Distribution of the CPU package's temperature in Celsius over all samples since it was found", histogram};
inline constexpr catalogue_entry cpu_above{
    "cpu_temperature_above_seconds_total",
    "Time that the CPU package was at or above the threshold: its own limit max or crit, or degrees Celsius", counter};
inline constexpr catalogue_entry core_throttles{
    "cpu_core_throttles_total", "Times that the core was throttled because of its heat, as counted by the kernel",
    counter};
inline constexpr catalogue_entry core_throttled{"cpu_core_throttled_seconds_total",
                                                "Time that the core was throttled because of its heat", counter};
inline constexpr catalogue_entry package_throttles{
    "cpu_package_throttles_total",
    "Times that the CPU package was throttled because of its heat, as counted by the kernel", counter};
inline constexpr catalogue_entry package_throttled{
    "cpu_package_throttled_seconds_total", "Time that the CPU package was throttled because of its heat", counter};

inline constexpr catalogue_entry temp{"hwmon_temp_celsius", "Newest reading of the temperature sensor in Celsius",
                                      gauge};
inline constexpr catalogue_entry temp_limit{
    "hwmon_temp_limit_celsius", "Limit of the temperature sensor in Celsius, as the driver reports it", gauge};
inline constexpr catalogue_entry temp_alarm{"hwmon_temp_alarm",
                                            "Whether the chip raises this alarm for the sensor: 0 or 1", gauge};
inline constexpr catalogue_entry temp_window_max{
    "hwmon_temp_window_max_celsius", "Highest reading of the temperature sensor in the sliding window in Celsius",
    gauge};
inline constexpr catalogue_entry temp_window_min{
    "hwmon_temp_window_min_celsius", "Lowest reading of the temperature sensor in the sliding window in Celsius",
    gauge};
inline constexpr catalogue_entry fan{"hwmon_fan_rpm", "Newest reading of the fan in revolutions per minute", gauge};
inline constexpr catalogue_entry fan_limit{
    "hwmon_fan_limit_rpm", "Limit of the fan in revolutions per minute, as the driver reports it", gauge};
inline constexpr catalogue_entry fan_alarm{"hwmon_fan_alarm", "Whether the chip raises this alarm for the fan: 0 or 1",
                                           gauge};
inline constexpr catalogue_entry in{"hwmon_in_volts", "Newest reading of the voltage sensor in volts", gauge};
inline constexpr catalogue_entry in_limit{"hwmon_in_limit_volts",
                                          "Limit of the voltage sensor in volts, as the driver reports it", gauge};
inline constexpr catalogue_entry in_alarm{"hwmon_in_alarm",
                                          "Whether the chip raises this alarm for the voltage sensor: 0 or 1", gauge};
inline constexpr catalogue_entry curr{"hwmon_curr_amperes", "Newest reading of the current sensor in amperes", gauge};
inline constexpr catalogue_entry curr_limit{"hwmon_curr_limit_amperes",
                                            "Limit of the current sensor in amperes, as the driver reports it", gauge};
inline constexpr catalogue_entry curr_alarm{"hwmon_curr_alarm",
                                            "Whether the chip raises this alarm for the current sensor: 0 or 1", gauge};
inline constexpr catalogue_entry power{
    "hwmon_power_watts", "Newest reading of the power sensor in watts, or its average if it reports nothing else",
    gauge};
inline constexpr catalogue_entry power_limit{"hwmon_power_limit_watts",
                                             "Limit of the power sensor in watts, as the driver reports it", gauge};
inline constexpr catalogue_entry power_alarm{"hwmon_power_alarm",
                                             "Whether the chip raises this alarm for the power sensor: 0 or 1", gauge};
inline constexpr catalogue_entry energy{"hwmon_energy_joules_total", "Energy counted by the sensor in joules", counter};
inline constexpr catalogue_entry humidity{"hwmon_humidity_ratio",
                                          "Newest reading of the humidity sensor as relative humidity, 0 to 1", gauge};
inline constexpr catalogue_entry humidity_limit{
    "hwmon_humidity_limit_ratio", "Limit of the humidity sensor as relative humidity, 0 to 1, as the driver reports it",
    gauge};
inline constexpr catalogue_entry humidity_alarm{
    "hwmon_humidity_alarm", "Whether the chip raises this alarm for the humidity sensor: 0 or 1", gauge};
inline constexpr catalogue_entry freq{"hwmon_freq_hertz", "Newest reading of the frequency sensor in hertz", gauge};
inline constexpr catalogue_entry pwm{"hwmon_pwm_ratio", "Duty cycle of the output, 0 to 1", gauge};
inline constexpr catalogue_entry intrusion_alarm{"hwmon_intrusion_alarm",
                                                 "Whether the chip reports that the chassis was opened: 0 or 1", gauge};

inline constexpr catalogue_entry chip_up{"hwmon_chip_up",
                                         "Whether the chip answers: 0 while it can't be read for longer than a reading "
                                         "is valid, or if the last read returned only errors",
                                         gauge};
inline constexpr catalogue_entry chip_asleep{"hwmon_chip_asleep",
                                             "Whether the chip's device is suspended and left alone: 0 or 1", gauge};
inline constexpr catalogue_entry chip_read_duration{"hwmon_chip_read_duration_seconds",
                                                    "How long the last completed read of the chip took", gauge};
inline constexpr catalogue_entry read_errors{"hwmon_read_errors_total", "Readings that were dropped, by reason",
                                             counter};

inline constexpr catalogue_entry zone{"thermal_zone_celsius", "Newest reading of the thermal zone in Celsius", gauge};
inline constexpr catalogue_entry zone_trip{
    "thermal_zone_trip_celsius",
    "Trip point of the thermal zone in Celsius: the temperature at which the kernel reacts", gauge};
inline constexpr catalogue_entry cooling_state{
    "cooling_device_state", "Current state of the cooling device, from 0 to its highest; -1 for some that are inactive",
    gauge};
inline constexpr catalogue_entry cooling_max_state{"cooling_device_max_state", "Highest state of the cooling device",
                                                   gauge};

}  // namespace cputemp::exporter::catalogue
