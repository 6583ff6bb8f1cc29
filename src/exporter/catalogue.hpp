#pragma once

#include <cputemp/metrics/family.hpp>

#include <string>
#include <string_view>

/// All families that this program exports, with their HELP. The unit is in the name.
namespace cputemp::exporter {

struct catalogue_entry {
  std::string_view name;
  std::string_view help;
  metrics::metric_type type;

  metrics::metric_family family() const { return {std::string(name), std::string(help), type, {}}; }
};

namespace catalogue {

using enum metrics::metric_type;

inline constexpr catalogue_entry cpu_temperature{"cpu_temperature_celsius", "Current CPU temperature in Celsius",
                                                 gauge};
inline constexpr catalogue_entry cpu_temperature_source{
    "cpu_temperature_source_info", "The sensor that cpu_temperature_celsius is read from; always 1", gauge};

inline constexpr catalogue_entry temp{"hwmon_temp_celsius", "Newest reading of the temperature sensor in Celsius",
                                      gauge};
inline constexpr catalogue_entry temp_limit{"hwmon_temp_limit_celsius",
                                            "Limit that the driver gives for the sensor in Celsius", gauge};
inline constexpr catalogue_entry temp_alarm{"hwmon_temp_alarm",
                                            "Whether the chip raises this alarm for the sensor: 0 or 1", gauge};
inline constexpr catalogue_entry chip_up{
    "hwmon_chip_up",
    "Whether the chip answers: 0 while a read outlasts its validity or the last one gave nothing but errors", gauge};
inline constexpr catalogue_entry chip_read_duration{"hwmon_chip_read_duration_seconds",
                                                    "How long the last completed read of the chip took", gauge};
inline constexpr catalogue_entry read_errors{"hwmon_read_errors_total", "Readings that were dropped, by reason",
                                             counter};

inline constexpr catalogue_entry zone{"thermal_zone_celsius", "Newest reading of the thermal zone in Celsius", gauge};

inline constexpr catalogue_entry build_info{"cpu_temp_exporter_build_info",
                                            "What this program was built from and with; always 1", gauge};
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

inline constexpr catalogue_entry http_requests{"cpu_temp_exporter_http_requests_total",
                                               "Requests answered until this text was encoded", counter};
inline constexpr catalogue_entry http_request_duration{
    "cpu_temp_exporter_http_request_duration_seconds",
    "From a complete request to the last byte handed to the kernel, until this text was encoded", histogram};
inline constexpr catalogue_entry http_connections{"cpu_temp_exporter_connections",
                                                  "Connections open when this text was encoded", gauge};
inline constexpr catalogue_entry http_rejected{
    "cpu_temp_exporter_connections_rejected_total",
    "Connections turned away or closed to make room until this text was encoded", counter};
inline constexpr catalogue_entry http_failures{
    "cpu_temp_exporter_http_handler_failures_total",
    "Requests that ended in a defect of this program until this text was encoded", counter};

// The names and texts of Prometheus' client library for Go, which dashboards know.
inline constexpr catalogue_entry process_cpu{"process_cpu_seconds_total",
                                             "Total user and system CPU time spent in seconds.", counter};
inline constexpr catalogue_entry process_max_fds{"process_max_fds", "Maximum number of open file descriptors.", gauge};
inline constexpr catalogue_entry process_receive{"process_network_receive_bytes_total",
                                                 "Number of bytes received by the process over the network.", counter};
inline constexpr catalogue_entry process_transmit{"process_network_transmit_bytes_total",
                                                  "Number of bytes sent by the process over the network.", counter};
inline constexpr catalogue_entry process_open_fds{"process_open_fds", "Number of open file descriptors.", gauge};
inline constexpr catalogue_entry process_resident{"process_resident_memory_bytes", "Resident memory size in bytes.",
                                                  gauge};
inline constexpr catalogue_entry process_start{"process_start_time_seconds",
                                               "Start time of the process since unix epoch in seconds.", gauge};
inline constexpr catalogue_entry process_virtual{"process_virtual_memory_bytes", "Virtual memory size in bytes.",
                                                 gauge};
inline constexpr catalogue_entry process_virtual_max{"process_virtual_memory_max_bytes",
                                                     "Maximum amount of virtual memory available in bytes.", gauge};

}  // namespace catalogue
}  // namespace cputemp::exporter
