#include <cputemp/exporter/exposition.hpp>

#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <set>
#include <sstream>
#include <string>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;

namespace {

const build_info build{"1.2.3", "abc", "GNU 12", "1.81.0", "x86_64"};

std::shared_ptr<const sampling::snapshot> some_snapshot() {
  auto s = std::make_shared<sampling::snapshot>();
  s->devices = {device(hwmon::zone_identity{"0", "cpu-thermal", true}, {{"temp", {}, 39'000}})};
  s->taken = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'500));
  s->sweeps = 7;
  s->overruns = 2;
  s->sweep_duration_seconds = {{{0.1, 6}}, 7, 0.75};
  return s;
}

std::set<std::string> family_names(const std::string& text) {
  std::set<std::string> names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("# TYPE ")) names.insert(line.substr(7, line.rfind(' ') - 7));
  return names;
}

bool any_starts_with(const std::set<std::string>& names, std::string_view start) {
  const auto first = names.lower_bound(std::string(start));
  return first != names.end() && first->starts_with(start);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exposition_suite)

BOOST_AUTO_TEST_CASE(a_text_is_made_once_for_a_snapshot_and_shared) {
  http_metrics http({"/metrics"});
  exposition e({}, build, &http);
  const auto first = some_snapshot();
  const auto second = some_snapshot();
  const auto text = e.text(first);
  http.connection_opened();
  BOOST_TEST((e.text(first) == text));  // the same object
  const auto next = e.text(second);
  BOOST_TEST((next != text));
  BOOST_TEST(lines_with(*next, "cpu_temp_exporter_connections ") == "cpu_temp_exporter_connections 1\n");
}

BOOST_AUTO_TEST_CASE(the_exporters_own_families_come_from_the_snapshot) {
  exposition e({}, build, nullptr);
  const auto text = *e.text(some_snapshot());
  BOOST_TEST(
      lines_with(text, "cpu_temp_exporter_") ==
      R"(cpu_temp_exporter_build_info{arch="x86_64",boost="1.81.0",compiler="GNU 12",revision="abc",version="1.2.3"} 1
cpu_temp_exporter_last_sample_timestamp_seconds 1.5
cpu_temp_exporter_sample_overruns_total 2
cpu_temp_exporter_samples_total 7
cpu_temp_exporter_sweep_duration_seconds_bucket{le="0.1"} 6
cpu_temp_exporter_sweep_duration_seconds_bucket{le="+Inf"} 7
cpu_temp_exporter_sweep_duration_seconds_sum 0.75
cpu_temp_exporter_sweep_duration_seconds_count 7
)");
}

BOOST_AUTO_TEST_CASE(families_can_be_left_out) {
  http_metrics http({"/metrics"});
  struct row {
    exposition_settings settings;
    bool own;
    bool process;
  };
  for (const auto& [settings, own, process] :
       {row{{}, true, true}, row{{.own_families = false}, false, true},
        row{{.collectors = all_but_process}, true, false},
        row{{.own_families = false, .collectors = exporter::all_but_process}, false, false}}) {
    const auto names = family_names(*exposition(settings, build, &http).text(some_snapshot()));
    BOOST_TEST(any_starts_with(names, "cpu_temp_exporter_") == own);
    BOOST_TEST(any_starts_with(names, "cpu_temp_exporter_http") == own);
    BOOST_TEST(any_starts_with(names, "process_") == process);
    BOOST_TEST(names.contains("thermal_zone_celsius"));
  }
}

BOOST_AUTO_TEST_CASE(families_are_in_order_and_each_is_there_once) {
  http_metrics http({"/metrics"});
  const auto text = *exposition({}, build, &http).text(some_snapshot());
  std::istringstream types(lines_with(text, "# TYPE "));
  std::vector<std::string> names;
  for (std::string line; std::getline(types, line);) names.push_back(line.substr(7, line.rfind(' ') - 7));
  BOOST_TEST(names.size() > 15u);
  BOOST_TEST((std::ranges::adjacent_find(names, std::greater_equal{}) == names.end()));
}

BOOST_AUTO_TEST_SUITE_END()
