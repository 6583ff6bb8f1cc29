#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cputemp::app {

/// A duration as Prometheus writes it: `250ms`, `5s`, `1m30s`, units from y to ms in falling order, or `0`
/// (prometheus.io/docs/prometheus/latest/configuration/configuration, <duration>). Empty if the text is not one, or
/// longer than 10 years, which the arithmetic of clocks can bear several times.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view);

/// A duration that is not negative as Prometheus writes it: `2m`, `1m30s`, years and weeks only if nothing is left
/// after them. The inverse of parse_duration.
std::string write_duration(std::chrono::milliseconds);

}  // namespace cputemp::app
