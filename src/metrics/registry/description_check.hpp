#pragma once

#include <cputemp/metrics/collector.hpp>

namespace cputemp::metrics {

/// Throws std::invalid_argument, which names the family and what is wrong, if a description can't be exposed.
void check(const family_description&);

/// Throws the same if two families, each valid, can't be exposed side by side: they share a name but are not one
/// family, or one has the name of a series of the other.
void check_beside(const family_description& registered, const family_description& added);

}  // namespace cputemp::metrics
