#include "gathering/gathered_families.hpp"

#include "gathered.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;

namespace {

constexpr catalogue_entry heat{"heat_celsius", "How hot", metrics::metric_type::gauge};
constexpr catalogue_entry air{"air_celsius", "How hot outside", metrics::metric_type::gauge};

/// {name: version} after each of these got a sample with its value.
std::map<std::string, std::uint64_t> versions(gathered_families& all,
                                              const std::vector<std::pair<catalogue_entry, double>>& given) {
  all.begin();
  for (const auto& [entry, value] : given) all.of(entry).add({}, value);
  all.end();
  std::map<std::string, std::uint64_t> result;
  all.for_each([&](const metrics::metric_family& family, std::uint64_t v) { result.emplace(family.name, v); });
  return result;
}

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

BOOST_AUTO_TEST_CASE(a_version_stands_for_what_a_family_holds_and_never_comes_again) {
  gathered_families all;
  const auto first = versions(all, {{heat, 40}, {air, 20}});
  BOOST_TEST((first.at("heat_celsius") != first.at("air_celsius")));
  BOOST_TEST((versions(all, {{heat, 40}, {air, 20}}) == first));
  const auto second = versions(all, {{heat, 41}, {air, 20}});
  BOOST_TEST((second.at("air_celsius") == first.at("air_celsius")));
  // Gone, and back with what it once had.
  BOOST_TEST((versions(all, {{heat, 41}}).contains("air_celsius") == false));
  const auto third = versions(all, {{heat, 40}, {air, 20}});
  std::set<std::uint64_t> all_versions;
  for (const auto& each : {first, second, third})
    for (const auto& [name, version] : each) all_versions.insert(version);
  BOOST_TEST(all_versions.size() == 5u);
}

BOOST_AUTO_TEST_CASE(a_family_that_is_described_anew_is_another_one) {
  gathered_families all;
  const auto gather = [&](const char* help, metrics::metric_type type) {
    all.begin();
    all.of("x", help, type).add({}, 1.0);
    all.end();
    std::uint64_t version = 0;
    all.for_each([&](const metrics::metric_family& family, std::uint64_t v) {
      BOOST_TEST(family.help == help);
      BOOST_TEST((family.type == type));
      version = v;
    });
    return version;
  };
  const auto first = gather("this", metrics::metric_type::gauge);
  BOOST_TEST(gather("this", metrics::metric_type::gauge) == first);
  const auto second = gather("that", metrics::metric_type::gauge);
  BOOST_TEST(second != first);
  BOOST_TEST(gather("that", metrics::metric_type::counter) != second);
}

BOOST_AUTO_TEST_SUITE_END()
