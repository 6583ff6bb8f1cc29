#pragma once

#include <cputemp/metrics/collector.hpp>

namespace cputemp::metrics {

/// Throws std::invalid_argument, which names the family and what is wrong, where a description can't be exposed.
void check(const family_description&);

/// The same where two families, each valid, can't be exposed side by side: they have a name in common, but are not one
/// family, or one has the name of another's series.
void check_beside(const family_description& registered, const family_description& added);

}  // namespace cputemp::metrics
