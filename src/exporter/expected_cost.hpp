#pragma once

#include <cputemp/exporter/exposition.hpp>

#include <cstddef>

namespace cputemp::exporter {

/// Roughly how many octets of text there are in a body before it is compressed.
std::size_t expected_octets(const sampling::snapshot&, collector_set, schema);

/// Roughly what making a body costs, in octets of text that could be gathered and written in the same time.
/// `plain_is_known` where nothing but the compression is left to do.
std::size_t expected_cost(std::size_t octets, bool compressed, bool plain_is_known);

/// What is made at once on an I/O thread costs no more.
inline constexpr std::size_t quick_cost = 1'000'000;

}  // namespace cputemp::exporter
