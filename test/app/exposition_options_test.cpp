#include "exposition_options.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::app;

namespace {

exporter::exposition_settings settings(const std::vector<std::string>& arguments) {
  return exposition_settings(read_options(arguments, {}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exposition_options_suite)

BOOST_AUTO_TEST_CASE(an_exposition_has_what_the_options_want) {
  BOOST_TEST(settings({}).own_families);
  BOOST_TEST(settings({}).window == "2m");
  BOOST_TEST(settings({"--window=90s"}).window == "1m30s");
  BOOST_TEST((settings({"--metrics.schema=both"}).names == exporter::schema::both));
  BOOST_TEST((settings({"--collector.hwmon.kinds=fan"}).kinds == std::set{hwmon::sensor_kind::fan}));
  BOOST_TEST(settings({"--path.procfs=/host/proc"}).procfs == "/host/proc");
  BOOST_TEST(settings({"--no-collector.hwmon"}).collectors == exporter::collector_set(0b11110));
}

BOOST_AUTO_TEST_CASE(without_metrics_of_the_exporter_there_is_nothing_of_its_process_either) {
  const auto without = settings({"--web.disable-exporter-metrics"});
  BOOST_TEST(!without.own_families);
  BOOST_TEST(without.collectors == exporter::all_but_process);
}

BOOST_AUTO_TEST_SUITE_END()
