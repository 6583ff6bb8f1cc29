#include "body/body_writer.hpp"

#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace cputemp::exporter {
namespace {

// Some hundred sensors. What is larger is made on a thread of its own, where it holds up nobody, and costs memory.
constexpr std::size_t most_octets_kept = std::size_t{1} << 19;

/// Of a body that is the first one.
std::size_t expected_size(const gathered_families& families) {
  constexpr std::size_t octets_of_sample = 240;  // of a sensor of a CPU, in text
  std::size_t samples = 0;
  families.for_each([&](const metrics::metric_family& family, std::uint64_t) { samples += family.samples.size(); });
  return samples * octets_of_sample;
}

}  // namespace

constinit const std::array<body_format, exposition_format_count> body_formats = {{
    {metrics::append_text, ""},
    {metrics::append_openmetrics, metrics::openmetrics_end},
    {metrics::append_protobuf, ""},
}};

// To copy a body for a little room costs more than the room does.
body_pointer shared_body(std::string&& octets) {
  if (octets.capacity() - octets.size() > octets.size() / 8) octets.shrink_to_fit();
  return std::make_shared<const std::string>(std::move(octets));
}

body_pointer body_writer::write(const gathered_families& families) {
  std::string out;
  out.reserve(last_size_ > 0 ? last_size_ + last_size_ / 16 : expected_size(families));
  std::vector<part> parts;
  parts.reserve(parts_.size());
  auto from = parts_.cbegin();  // what is unchanged comes in the same order
  families.for_each([&](const metrics::metric_family& family, std::uint64_t version) {
    const auto begin = out.size();
    const auto known = std::find_if(from, parts_.cend(), [&](const part& each) { return each.version == version; });
    if (known == parts_.cend()) {
      format_.append(out, family);
    } else {
      out.append(*last_, known->begin, known->size);
      from = known + 1;
    }
    parts.push_back({version, begin, out.size() - begin});
  });
  out += format_.end;

  last_size_ = out.size();
  auto body = shared_body(std::move(out));
  const bool is_kept = last_size_ <= most_octets_kept;
  last_ = is_kept ? body : nullptr;
  parts_ = is_kept ? std::move(parts) : std::vector<part>();
  return body;
}

}  // namespace cputemp::exporter
