#pragma once

#include "gathering/catalogue_entry.hpp"

/// The families of the exporter and its process, with their HELP.
namespace cputemp::exporter::catalogue {

using enum metrics::metric_type;

inline constexpr catalogue_entry build_info{"cpu_temp_exporter_build_info",
                                            "Version of this program and what it was built with; always 1", info};
inline constexpr catalogue_entry last_sample{
    "cpu_temp_exporter_last_sample_timestamp_seconds",
    "Time at which the newest sweep over the sensors was published, in seconds since the Unix epoch", gauge};
inline constexpr catalogue_entry samples{"cpu_temp_exporter_samples_total",
                                         "Sweeps over the sensors that were published", counter};
inline constexpr catalogue_entry sample_overruns{
    "cpu_temp_exporter_sample_overruns_total",
    "Ticks at which a chip was still being read; a chip that hangs counts once", counter};
inline constexpr catalogue_entry sweep_duration{"cpu_temp_exporter_sweep_duration_seconds",
                                                "Time from the start of a sweep to its publication", histogram};

inline constexpr catalogue_entry discovery_hung{
    "cpu_temp_exporter_discovery_hung",
    "Whether looking for sensors hangs, so that chips that come or go are not noticed: 0 or 1", gauge};

inline constexpr catalogue_entry log_lines_dropped{
    "cpu_temp_exporter_log_lines_dropped_total",
    "Log lines dropped because the reader of the log was too slow or gone. Read when this was encoded.", counter};

inline constexpr catalogue_entry http_requests{"cpu_temp_exporter_http_requests_total",
                                               "Requests answered. Read when this was encoded.", counter};
inline constexpr catalogue_entry http_request_duration{
    "cpu_temp_exporter_http_request_duration_seconds",
    "Time from a complete request to the last byte handed to the kernel. Read when this was encoded.", histogram};
inline constexpr catalogue_entry http_connections{"cpu_temp_exporter_connections",
                                                  "Open connections. Read when this was encoded.", gauge};
inline constexpr catalogue_entry http_rejected{
    "cpu_temp_exporter_connections_rejected_total",
    "Connections rejected, or closed to make room for others. Read when this was encoded.", counter};
inline constexpr catalogue_entry http_failures{
    "cpu_temp_exporter_http_handler_failures_total",
    "Requests that failed with an internal error. Read when this was encoded.", counter};

// The names of Prometheus' client library for Go, which dashboards know, and its texts. A sentence is added, since that
// library reads the values in each scrape.
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
    "process_open_fds",
    "Number of open file descriptors, without those of the threads that read sensors. Read when this was encoded.",
    gauge};
inline constexpr catalogue_entry process_resident{"process_resident_memory_bytes",
                                                  "Resident memory size in bytes. Read when this was encoded.", gauge};
inline constexpr catalogue_entry process_start{"process_start_time_seconds",
                                               "Start time of the process since unix epoch in seconds.", gauge};
inline constexpr catalogue_entry process_virtual{"process_virtual_memory_bytes",
                                                 "Virtual memory size in bytes. Read when this was encoded.", gauge};
inline constexpr catalogue_entry process_virtual_max{
    "process_virtual_memory_max_bytes",
    "Maximum amount of virtual memory available in bytes. Read when this was encoded.", gauge};

}  // namespace cputemp::exporter::catalogue
