#pragma once

#include "fuzz/account.hpp"
#include "fuzz/text_reader.hpp"

#include <cputemp/metrics/metric_family.hpp>

#include <span>

namespace cputemp::fuzz {

/// Returns what a text of these families has to say, by the headers of the encoders.
account expected_text(std::span<const metrics::metric_family> families, text_format format);

/// Returns what their protobuf messages have to say.
account expected_protobuf(std::span<const metrics::metric_family> families);

}  // namespace cputemp::fuzz
