#include "body/body_writer.hpp"

#include "gathered.hpp"

#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;

namespace {

/// A host whose families come, go, change and stay, each in its own rhythm.
void gather(gathered_families& all, unsigned round, unsigned series) {
  std::mt19937 random(round / 3);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same cases each time
  all.begin();
  for (unsigned f = 0; f < 12; ++f) {
    if (random() % 5 == 0) continue;
    auto& family = all.of("family" + std::to_string(f) + "_celsius", "One of some", metrics::metric_type::gauge);
    for (unsigned s = 0; s < series; ++s)
      family.add({{"n", std::to_string(s)}}, static_cast<double>(f % 3 == 0 ? random() % 3 : f));
  }
  all.end();
}

/// What an encoder makes of it that remembers nothing.
std::string encoded(const gathered_families& all, exposition_format format) {
  const auto families = families_of(all);
  switch (format) {
    case exposition_format::text:
      return metrics::encode_text(families);
    case exposition_format::openmetrics:
      return metrics::encode_openmetrics(families);
    case exposition_format::protobuf:
      break;
  }
  return metrics::encode_protobuf(families);
}

constexpr exposition_format all_formats[] = {exposition_format::text, exposition_format::openmetrics,
                                             exposition_format::protobuf};

}  // namespace

BOOST_AUTO_TEST_SUITE(body_writer_suite)

BOOST_AUTO_TEST_CASE(a_body_is_what_the_encoder_makes_of_it_whatever_was_written_before) {
  for (const unsigned series : {1U, 40U, 3'000U}) {  // the last ones are too large to be kept
    gathered_families all;
    body_writer writers[] = {body_writer(body_formats[0]), body_writer(body_formats[1]), body_writer(body_formats[2])};
    for (unsigned round = 0; round < (series > 100 ? 12U : 300U); ++round) {
      gather(all, round, series);
      // One that is asked less often has missed some changes.
      for (std::size_t f = 0; f < 3; ++f)
        if (round % (f + 1) == 0) BOOST_TEST_REQUIRE((*writers[f].write(all) == encoded(all, all_formats[f])));
    }
  }
}

BOOST_AUTO_TEST_CASE(no_families_are_an_empty_body) {
  const gathered_families none;
  BOOST_TEST(body_writer(body_formats[0]).write(none)->empty());
  BOOST_TEST(*body_writer(body_formats[1]).write(none) == "# EOF\n");
  BOOST_TEST(body_writer(body_formats[2]).write(none)->empty());
}

BOOST_AUTO_TEST_CASE(
    a_family_is_written_once_for_what_it_holds_and_copied_from_then_on_but_for_bodies_that_are_too_large) {
  static int written = 0;
  const body_format counting{[](std::string& to, const metrics::metric_family& family) {
                               ++written;
                               metrics::append_text(to, family);
                             },
                             ""};
  const auto heat = [](gathered_families& all, unsigned series, double first) {
    all.begin();
    for (const char* name : {"a", "b", "c"})
      for (unsigned s = 0; s < series; ++s)
        all.of(name, "", metrics::metric_type::gauge)
            .add({{"n", std::to_string(s)}}, *name == 'b' && s == 0 ? first : 1);
    all.end();
  };
  for (const auto& [series, expected] : {std::pair(10U, std::vector{3, 3, 4, 4, 5}), {30'000U, {3, 6, 9, 12, 15}}}) {
    gathered_families all;
    body_writer writer(counting);
    written = 0;
    std::vector<int> after;
    for (const double first : {1.0, 1.0, 2.0, 2.0, 3.0}) {
      heat(all, series, first);
      const auto body = writer.write(all);
      after.push_back(written);
      BOOST_TEST(body.use_count() == (series == 10 ? 2 : 1));  // the writer's
    }
    BOOST_TEST(after == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_body_stays_what_it_was_while_later_ones_are_written) {
  gathered_families all;
  body_writer writer(body_formats[0]);
  gather(all, 0, 5);
  const auto first = writer.write(all);
  const std::string copy(first->begin(), first->end());
  for (unsigned round = 1; round < 20; ++round) {
    gather(all, round, 5);
    writer.write(all);
  }
  BOOST_TEST(*first == copy);
}

BOOST_AUTO_TEST_SUITE_END()
