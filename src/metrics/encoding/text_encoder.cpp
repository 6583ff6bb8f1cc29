#include <cputemp/metrics/text_encoder.hpp>

#include "encoding/dialect.hpp"

namespace cputemp::metrics {

std::string encode_text(std::span<const metric_family> families) { return encode(families, text_0_0_4); }

void append_text(std::string& out, const metric_family& family) { append(out, family, text_0_0_4); }

}  // namespace cputemp::metrics
