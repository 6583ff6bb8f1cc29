#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>

namespace cputemp::exporter {

/// About how many octets of text these collectors give, by the number of their sensors: those of a CPU, with limits.
std::size_t expected_octets(const sampling::snapshot&, collector_set, schema);

/// About what it costs to make a body of so many octets, in octets of text that could be encoded instead.
/// `plain_is_known` where nothing but the compression is left to do.
std::size_t expected_cost(std::size_t octets, bool compressed, bool plain_is_known);

/// What costs no more is made at once on an I/O thread. An octet costs 1 ns at the most: on large hosts, whose labels
/// are not in the caches.
inline constexpr std::size_t quick_cost = 500'000;

}  // namespace cputemp::exporter
