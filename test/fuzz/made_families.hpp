#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cputemp::fuzz {

/// Families as a registry lets them through, of all types: names are what the formats take, bounds and ranks ascend.
/// The rest is any bytes and any numbers. No two families have the same name.
std::vector<metrics::metric_family> made_families(const std::uint8_t* data, std::size_t size);

}  // namespace cputemp::fuzz
