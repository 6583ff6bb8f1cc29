#include <cputemp/metrics/text_encoder.hpp>

#include "encoding/text_dialect.hpp"

namespace cputemp::metrics {
namespace {

constexpr text_dialect text_0_0_4 = {
    .head = {head_line::help, head_line::type, head_line::none},
    .help = quoting::backslash_newline,
    .info = metric_type::gauge,
    .drops_suffix = false,
    .marks_floats = false,
    .takes_negative = true,
    .end = "",
};

}  // namespace

std::string encode_text(std::span<const metric_family> families) { return encode(families, text_0_0_4); }

void append_text(std::string& out, const metric_family& family) { append(out, family, text_0_0_4); }

}  // namespace cputemp::metrics
