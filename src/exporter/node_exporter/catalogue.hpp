#pragma once

#include "gathering/catalogue_entry.hpp"

/// The families of node_exporter's schema whose names don't depend on a file's: those of collector/hwmon_linux.go,
/// thermal_zone_linux.go, cpu_linux.go and collector.go.
namespace cputemp::exporter::node_exporter_catalogue {

using enum metrics::metric_type;

inline constexpr catalogue_entry chip_names{"node_hwmon_chip_names", "Annotation metric for human-readable chip names",
                                            gauge};
inline constexpr catalogue_entry sensor_label{"node_hwmon_sensor_label", "Label for given chip and sensor", gauge};
inline constexpr catalogue_entry zone_temp{"node_thermal_zone_temp", "Zone temperature in Celsius", gauge};
inline constexpr catalogue_entry cooling_cur_state{"node_cooling_device_cur_state",
                                                   "Current throttle state of the cooling device", gauge};
inline constexpr catalogue_entry cooling_max_state{"node_cooling_device_max_state",
                                                   "Maximum throttle state of the cooling device", gauge};
inline constexpr catalogue_entry core_throttles{"node_cpu_core_throttles_total",
                                                "Number of times this CPU core has been throttled.", counter};
inline constexpr catalogue_entry package_throttles{"node_cpu_package_throttles_total",
                                                   "Number of times this CPU package has been throttled.", counter};
inline constexpr catalogue_entry scrape_duration{"node_scrape_collector_duration_seconds",
                                                 "node_exporter: Duration of a collector scrape.", gauge};
inline constexpr catalogue_entry scrape_success{"node_scrape_collector_success",
                                                "node_exporter: Whether a collector succeeded.", gauge};

}  // namespace cputemp::exporter::node_exporter_catalogue
