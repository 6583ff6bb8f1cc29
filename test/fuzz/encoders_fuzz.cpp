// Any families in all formats: what is read again, by readers that were written for this and are strict, is what went
// in, except for the cleaning of texts and what a format has no place for.

#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include "fuzz/account.hpp"
#include "fuzz/expected.hpp"
#include "fuzz/made_families.hpp"
#include "fuzz/protobuf_reader.hpp"
#include "fuzz/require.hpp"
#include "fuzz/text_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>

using namespace cputemp;
using namespace cputemp::fuzz;

namespace {

void check(const char* format, const account& read, const account& expected) {
  if (read.text() == expected.text()) return;
  std::fprintf(stderr, "--- read\n%s--- expected\n%s", read.text().c_str(), expected.text().c_str());
  require(false, format);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto families = made_families(data, size);
  check("text 0.0.4 says what went in", read_text(metrics::encode_text(families), text_format::text_0_0_4),
        expected_text(families, text_format::text_0_0_4));
  check("OpenMetrics says what went in", read_text(metrics::encode_openmetrics(families), text_format::openmetrics_1_0),
        expected_text(families, text_format::openmetrics_1_0));
  check("protobuf says what went in", read_protobuf(metrics::encode_protobuf(families)), expected_protobuf(families));
  return 0;
}
