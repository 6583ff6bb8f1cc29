#include "body/body_format.hpp"

#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <memory>
#include <utility>

namespace cputemp::exporter {

constinit const std::array<body_format, exposition_format_count> body_formats = {{
    {metrics::append_text, ""},
    {metrics::append_openmetrics, metrics::openmetrics_end},
    {metrics::append_protobuf, ""},
}};

// Shrinking copies the body, so only do it if the waste is large.
body_pointer shared_body(std::string&& bytes) {
  if (bytes.capacity() - bytes.size() > bytes.size() / 8) bytes.shrink_to_fit();
  return std::make_shared<const std::string>(std::move(bytes));
}

}  // namespace cputemp::exporter
