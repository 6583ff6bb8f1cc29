#include "gathering/gathered_families.hpp"

#include "gathered.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;

namespace {

constexpr catalogue_entry heat{"heat_celsius", "How hot", metrics::metric_type::gauge};
constexpr catalogue_entry air{"air_celsius", "How hot outside", metrics::metric_type::gauge};

/// The samples of a family that gets these, by `n`.
std::vector<std::string> arranged(gathered_families& all, const std::vector<std::pair<std::string, double>>& added) {
  all.begin();
  for (const auto& [n, value] : added) all.of(heat).add({{"n", n}}, value);
  all.arrange();
  std::vector<std::string> result;
  all.for_each([&](const metrics::metric_family& family) {
    for (const auto& sample : family.samples)
      result.push_back(sample.labels.begin()->value + ' ' +
                       std::to_string(std::get<double>(sample.value)).substr(0, 2));
  });
  return result;
}

using samples = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(gathered_families_suite)

BOOST_AUTO_TEST_CASE(families_are_sorted_and_have_what_the_catalogue_says_and_those_without_samples_are_not_there) {
  const auto families = gathered([](gathered_families& to) {
    to.of(heat).add({}, 40.0);
    to.of(air).add({}, 20.0);
    to.of("cold_total", "How often it was cold", metrics::metric_type::counter).add({}, 1.0);
    to.of("nothing", "", metrics::metric_type::gauge);
  });
  BOOST_TEST_REQUIRE(families.size() == 3u);
  BOOST_TEST(families[0].name == "air_celsius");
  BOOST_TEST(families[1].name == "cold_total");
  BOOST_TEST(families[2].name == "heat_celsius");
  BOOST_TEST(families[2].help == "How hot");
  BOOST_TEST(families[2].unit == "celsius");
  BOOST_TEST((families[1].type == metrics::metric_type::counter));
}

BOOST_AUTO_TEST_CASE(a_family_that_is_asked_for_again_goes_on) {
  const auto families = gathered([](gathered_families& to) {
    to.of(heat).add({{"n", "1"}}, 40.0);
    to.of(air);
    to.of(heat).add({{"n", "2"}}, 41.0);
  });
  BOOST_TEST_REQUIRE(families.size() == 1u);
  BOOST_TEST(families.front().samples.size() == 2u);
}

BOOST_AUTO_TEST_CASE(samples_are_sorted_by_their_labels_whatever_was_added_for_the_snapshot_before) {
  using boost::test_tools::per_element;
  gathered_families all;
  BOOST_TEST(arranged(all, {{"b", 10}, {"a", 11}}) == (samples{"a 11", "b 10"}), per_element());
  BOOST_TEST(arranged(all, {{"b", 12}, {"a", 13}}) == (samples{"a 13", "b 12"}), per_element());
  BOOST_TEST(arranged(all, {{"a", 14}, {"b", 15}}) == (samples{"a 14", "b 15"}), per_element());
  BOOST_TEST(arranged(all, {{"c", 16}, {"b", 17}}) == (samples{"b 17", "c 16"}), per_element());
  BOOST_TEST(arranged(all, {{"c", 18}}) == samples{"c 18"}, per_element());
  BOOST_TEST(arranged(all, {{"c", 19}, {"a", 20}, {"b", 21}}) == (samples{"a 20", "b 21", "c 19"}), per_element());
  BOOST_TEST(arranged(all, {}) == samples{}, per_element());
  BOOST_TEST(arranged(all, {{"b", 22}, {"a", 23}}) == (samples{"a 23", "b 22"}), per_element());
}

BOOST_AUTO_TEST_CASE(of_samples_with_the_same_labels_the_first_one_stays) {
  using boost::test_tools::per_element;
  gathered_families all;
  for (int i = 0; i < 3; ++i)
    BOOST_TEST(arranged(all, {{"b", 10}, {"a", 11}, {"b", 12}}) == (samples{"a 11", "b 10"}), per_element());
  BOOST_TEST(arranged(all, {{"b", 12}, {"a", 11}}) == (samples{"a 11", "b 12"}), per_element());
}

BOOST_AUTO_TEST_CASE(samples_of_a_gathering_that_failed_are_dropped) {
  gathered_families all;
  all.begin();
  all.of(heat).add({{"n", "lost"}}, 1.0);
  BOOST_TEST(arranged(all, {{"a", 10}}) == samples{"a 10"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_family_may_have_another_description_in_the_next_snapshot) {
  gathered_families all;
  for (const auto& [help, type] : {std::pair{"this", metrics::metric_type::gauge},
                                   {"that", metrics::metric_type::gauge},
                                   {"that", metrics::metric_type::counter}}) {
    all.begin();
    all.of("x", help, type).add({}, 1.0);
    all.arrange();
    const auto families = families_of(all);
    BOOST_TEST_REQUIRE(families.size() == 1u);
    BOOST_TEST(families.front().help == help);
    BOOST_TEST((families.front().type == type));
  }
}

BOOST_AUTO_TEST_SUITE_END()
