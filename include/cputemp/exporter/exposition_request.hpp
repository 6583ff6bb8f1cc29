#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace cputemp::exporter {

using body_pointer = std::shared_ptr<const std::string>;
using snapshot_pointer = std::shared_ptr<const sampling::snapshot>;

enum class exposition_format : std::uint8_t { text, openmetrics, protobuf };

inline constexpr std::size_t exposition_format_count = 3;

/// The collectors, format and coding that a scrape asks for.
struct exposition_request {
  collector_set collectors = all_collectors;  ///< those that are off in the settings are ignored
  exposition_format format = exposition_format::text;
  bool compressed = false;  ///< by exposition_settings::compress
  bool operator==(const exposition_request&) const = default;
};

}  // namespace cputemp::exporter
