#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <array>
#include <string>
#include <string_view>

/// All families of this program's own schema, with their HELP. The unit is in the name.
namespace cputemp::exporter {

/// The unit at the end of a metric's name, before the `_total` of a counter; empty where it has none.
constexpr std::string_view unit_of(std::string_view name) {
  constexpr std::array<std::string_view, 10> units = {"amperes", "bytes", "celsius", "hertz", "joules",
                                                      "ratio",   "rpm",   "seconds", "volts", "watts"};
  constexpr std::string_view total = "_total";
  if (name.ends_with(total)) name.remove_suffix(total.size());
  name.remove_prefix(name.rfind('_') + 1);
  for (const auto unit : units)
    if (name == unit) return unit;
  return {};
}

struct catalogue_entry {
  std::string_view name;
  std::string_view help;
  metrics::metric_type type;

  metrics::metric_family family() const {
    return {std::string(name), std::string(help), type, {}, std::string(unit_of(name))};
  }
};

namespace catalogue {

using enum metrics::metric_type;

inline constexpr catalogue_entry cpu_temperature{"cpu_temperature_celsius", "Current CPU temperature in Celsius",
                                                 gauge};
inline constexpr catalogue_entry cpu_temperature_source{
    "cpu_temperature_source_info", "The sensor that cpu_temperature_celsius is read from; always 1", info};

inline constexpr catalogue_entry cpu_window{"cpu_temperature_window_celsius",
                                            "Quantiles of the hottest CPU package's temperature in Celsius over the "
                                            "sliding window, 0 and 1 being the extremes; sum and count since the start",
                                            summary};
inline constexpr catalogue_entry cpu_distribution{
    "cpu_temperature_distribution_celsius",
    "Temperatures of the CPU package in Celsius at all samples since it was found", histogram};
inline constexpr catalogue_entry cpu_above{
    "cpu_temperature_above_seconds_total",
    "How long the CPU package was at or above the threshold: its own limit max or crit, or degrees Celsius", counter};
inline constexpr catalogue_entry core_throttles{
    "cpu_core_throttles_total", "How often the kernel counted that the core was throttled for its heat", counter};
inline constexpr catalogue_entry core_throttled{"cpu_core_throttled_seconds_total",
                                                "How long the core was throttled for its heat", counter};
inline constexpr catalogue_entry package_throttles{
    "cpu_package_throttles_total", "How often the kernel counted that the CPU package was throttled for its heat",
    counter};
inline constexpr catalogue_entry package_throttled{"cpu_package_throttled_seconds_total",
                                                   "How long the CPU package was throttled for its heat", counter};

inline constexpr catalogue_entry temp{"hwmon_temp_celsius", "Newest reading of the temperature sensor in Celsius",
                                      gauge};
inline constexpr catalogue_entry temp_limit{"hwmon_temp_limit_celsius",
                                            "Limit that the driver gives for the sensor in Celsius", gauge};
inline constexpr catalogue_entry temp_alarm{"hwmon_temp_alarm",
                                            "Whether the chip raises this alarm for the sensor: 0 or 1", gauge};
inline constexpr catalogue_entry temp_window_max{
    "hwmon_temp_window_max_celsius", "Highest reading of the temperature sensor in the sliding window in Celsius",
    gauge};
inline constexpr catalogue_entry temp_window_min{
    "hwmon_temp_window_min_celsius", "Lowest reading of the temperature sensor in the sliding window in Celsius",
    gauge};
inline constexpr catalogue_entry fan{"hwmon_fan_rpm", "Newest reading of the fan in revolutions per minute", gauge};
inline constexpr catalogue_entry fan_limit{"hwmon_fan_limit_rpm",
                                           "Limit that the driver gives for the fan in revolutions per minute", gauge};
inline constexpr catalogue_entry fan_alarm{"hwmon_fan_alarm", "Whether the chip raises this alarm for the fan: 0 or 1",
                                           gauge};
inline constexpr catalogue_entry in{"hwmon_in_volts", "Newest reading of the voltage sensor in volts", gauge};
inline constexpr catalogue_entry in_limit{"hwmon_in_limit_volts", "Limit that the driver gives for the sensor in volts",
                                          gauge};
inline constexpr catalogue_entry in_alarm{"hwmon_in_alarm",
                                          "Whether the chip raises this alarm for the voltage sensor: 0 or 1", gauge};
inline constexpr catalogue_entry curr{"hwmon_curr_amperes", "Newest reading of the current sensor in amperes", gauge};
inline constexpr catalogue_entry curr_limit{"hwmon_curr_limit_amperes",
                                            "Limit that the driver gives for the sensor in amperes", gauge};
inline constexpr catalogue_entry curr_alarm{"hwmon_curr_alarm",
                                            "Whether the chip raises this alarm for the current sensor: 0 or 1", gauge};
inline constexpr catalogue_entry power{
    "hwmon_power_watts", "Newest reading of the power sensor in watts, or its average where it gives no other", gauge};
inline constexpr catalogue_entry power_limit{"hwmon_power_limit_watts",
                                             "Limit that the driver gives for the sensor in watts", gauge};
inline constexpr catalogue_entry power_alarm{"hwmon_power_alarm",
                                             "Whether the chip raises this alarm for the power sensor: 0 or 1", gauge};
inline constexpr catalogue_entry energy{"hwmon_energy_joules_total", "Energy that the sensor has counted in joules",
                                        counter};
inline constexpr catalogue_entry humidity{"hwmon_humidity_ratio",
                                          "Newest reading of the sensor of relative humidity, 0 to 1", gauge};
inline constexpr catalogue_entry humidity_limit{
    "hwmon_humidity_limit_ratio", "Limit that the driver gives for the sensor of relative humidity, 0 to 1", gauge};
inline constexpr catalogue_entry humidity_alarm{
    "hwmon_humidity_alarm", "Whether the chip raises this alarm for the humidity sensor: 0 or 1", gauge};
inline constexpr catalogue_entry freq{"hwmon_freq_hertz", "Newest reading of the frequency sensor in hertz", gauge};
inline constexpr catalogue_entry pwm{"hwmon_pwm_ratio", "Duty cycle of the output, 0 to 1", gauge};
inline constexpr catalogue_entry intrusion_alarm{"hwmon_intrusion_alarm",
                                                 "Whether the chip says that the chassis was opened: 0 or 1", gauge};

inline constexpr catalogue_entry chip_up{
    "hwmon_chip_up",
    "Whether the chip answers: 0 while a read outlasts its validity or the last one gave nothing but errors", gauge};
inline constexpr catalogue_entry chip_asleep{"hwmon_chip_asleep",
                                             "Whether the chip's device is suspended and left alone: 0 or 1", gauge};
inline constexpr catalogue_entry chip_read_duration{"hwmon_chip_read_duration_seconds",
                                                    "How long the last completed read of the chip took", gauge};
inline constexpr catalogue_entry read_errors{"hwmon_read_errors_total", "Readings that were dropped, by reason",
                                             counter};

inline constexpr catalogue_entry zone{"thermal_zone_celsius", "Newest reading of the thermal zone in Celsius", gauge};
inline constexpr catalogue_entry zone_trip{
    "thermal_zone_trip_celsius", "Temperature at which something is done about the zone's heat in Celsius", gauge};
inline constexpr catalogue_entry cooling_state{
    "cooling_device_state", "How hard the device cools now, from 0 to its highest state; -1 for some that are inactive",
    gauge};
inline constexpr catalogue_entry cooling_max_state{"cooling_device_max_state",
                                                   "The highest state of the cooling device", gauge};

inline constexpr catalogue_entry build_info{"cpu_temp_exporter_build_info",
                                            "What this program was built from and with; always 1", info};
inline constexpr catalogue_entry last_sample{"cpu_temp_exporter_last_sample_timestamp_seconds",
                                             "When the newest sweep over the sensors was published, in Unix time",
                                             gauge};
inline constexpr catalogue_entry samples{"cpu_temp_exporter_samples_total",
                                         "Sweeps over the sensors that were published", counter};
inline constexpr catalogue_entry sample_overruns{
    "cpu_temp_exporter_sample_overruns_total",
    "Ticks at which a chip was still being read; a chip that hangs counts once", counter};
inline constexpr catalogue_entry sweep_duration{"cpu_temp_exporter_sweep_duration_seconds",
                                                "From the start of a sweep to its publication", histogram};

inline constexpr catalogue_entry log_lines_dropped{
    "cpu_temp_exporter_log_lines_dropped_total",
    "Log lines dropped until this was encoded, because the reader of the log was too slow or gone", counter};

inline constexpr catalogue_entry http_requests{"cpu_temp_exporter_http_requests_total",
                                               "Requests answered until this was encoded", counter};
inline constexpr catalogue_entry http_request_duration{
    "cpu_temp_exporter_http_request_duration_seconds",
    "From a complete request to the last byte handed to the kernel, until this was encoded", histogram};
inline constexpr catalogue_entry http_connections{"cpu_temp_exporter_connections",
                                                  "Connections open when this was encoded", gauge};
inline constexpr catalogue_entry http_rejected{"cpu_temp_exporter_connections_rejected_total",
                                               "Connections turned away or closed to make room until this was encoded",
                                               counter};
inline constexpr catalogue_entry http_failures{"cpu_temp_exporter_http_handler_failures_total",
                                               "Requests that ended in a defect of this program until this was encoded",
                                               counter};

// The names of Prometheus' client library for Go, which dashboards know, and its texts. A sentence is added, since
// there they are read in each scrape.
inline constexpr catalogue_entry process_cpu{
    "process_cpu_seconds_total", "Total user and system CPU time spent in seconds. Read when this was encoded.",
    counter};
inline constexpr catalogue_entry process_max_fds{
    "process_max_fds", "Maximum number of open file descriptors. Read when this was encoded.", gauge};
inline constexpr catalogue_entry process_receive{
    "process_network_receive_bytes_total",
    "Number of bytes received by the process over the network. Read when this was encoded, or within a second before.",
    counter};
inline constexpr catalogue_entry process_transmit{
    "process_network_transmit_bytes_total",
    "Number of bytes sent by the process over the network. Read when this was encoded, or within a second before.",
    counter};
inline constexpr catalogue_entry process_open_fds{
    "process_open_fds", "Number of open file descriptors. Read when this was encoded.", gauge};
inline constexpr catalogue_entry process_resident{"process_resident_memory_bytes",
                                                  "Resident memory size in bytes. Read when this was encoded.", gauge};
inline constexpr catalogue_entry process_start{"process_start_time_seconds",
                                               "Start time of the process since unix epoch in seconds.", gauge};
inline constexpr catalogue_entry process_virtual{"process_virtual_memory_bytes",
                                                 "Virtual memory size in bytes. Read when this was encoded.", gauge};
inline constexpr catalogue_entry process_virtual_max{
    "process_virtual_memory_max_bytes",
    "Maximum amount of virtual memory available in bytes. Read when this was encoded.", gauge};

}  // namespace catalogue
}  // namespace cputemp::exporter
