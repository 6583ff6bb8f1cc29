#include <cputemp/metrics/openmetrics_encoder.hpp>

#include "encoding/text_dialect.hpp"

namespace cputemp::metrics {
namespace {

constexpr text_dialect openmetrics_1_0 = {
    .head = {head_line::type, head_line::unit, head_line::help},
    .help = quoting::backslash_newline_quote,
    .info = metric_type::info,
    .drops_suffix = true,
    .marks_floats = true,
    .takes_negative = false,
    .end = openmetrics_end,
};

}  // namespace

std::string encode_openmetrics(std::span<const metric_family> families) { return encode(families, openmetrics_1_0); }

void append_openmetrics(std::string& out, const metric_family& family) { append(out, family, openmetrics_1_0); }

}  // namespace cputemp::metrics
