#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>

#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
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
  s->devices = {device(hwmon::zone_identity{"0", "cpu-thermal", hwmon::zone_cpu::part}, {{"temp", {}, 39'000}})};
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
  const auto text = e.make(first, {});
  http.connection_opened();
  BOOST_TEST((e.make(first, {}) == text));  // the same object
  const auto next = e.make(second, {});
  BOOST_TEST((next != text));
  BOOST_TEST(lines_with(*next, "cpu_temp_exporter_connections ") == "cpu_temp_exporter_connections 1\n");
}

BOOST_AUTO_TEST_CASE(the_exporters_own_families_come_from_the_snapshot) {
  exposition e({}, build, nullptr);
  const auto text = *e.make(some_snapshot(), {});
  BOOST_TEST(
      lines_with(text, "cpu_temp_exporter_") ==
      R"(cpu_temp_exporter_build_info{arch="x86_64",boost="1.81.0",compiler="GNU 12",revision="abc",version="1.2.3"} 1
cpu_temp_exporter_discovery_hung 0
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
    const auto names = family_names(*exposition(settings, build, &http).make(some_snapshot(), {}));
    BOOST_TEST(any_starts_with(names, "cpu_temp_exporter_") == own);
    BOOST_TEST(any_starts_with(names, "cpu_temp_exporter_http") == own);
    BOOST_TEST(any_starts_with(names, "process_") == process);
    BOOST_TEST(names.contains("thermal_zone_celsius"));
  }
}

BOOST_AUTO_TEST_CASE(families_are_in_order_and_each_is_there_once) {
  http_metrics http({"/metrics"});
  const auto text = *exposition({}, build, &http).make(some_snapshot(), {});
  std::istringstream types(lines_with(text, "# TYPE "));
  std::vector<std::string> names;
  for (std::string line; std::getline(types, line);) names.push_back(line.substr(7, line.rfind(' ') - 7));
  BOOST_TEST(names.size() > 15u);
  BOOST_TEST((std::ranges::adjacent_find(names, std::greater_equal{}) == names.end()));
}

BOOST_AUTO_TEST_CASE(a_text_is_made_once_for_a_set_of_collectors_too_and_what_is_off_makes_no_difference) {
  exposition e({.collectors = all_but_process}, build, nullptr);
  const auto snapshot = some_snapshot();
  const auto all = e.make(snapshot, {});
  const auto zones = e.make(snapshot, {collector_set{0b00010}});
  const auto chips = e.make(snapshot, {collector_set{0b00001}});
  BOOST_TEST(lines_with(*zones, "thermal_zone_celsius") ==
             "thermal_zone_celsius{type=\"cpu-thermal\",zone=\"0\"} 39\n");
  BOOST_TEST(lines_with(*chips, "thermal_zone_celsius").empty());
  BOOST_TEST((e.make(snapshot, {collector_set{0b10010}}) == zones));
  BOOST_TEST((e.make(snapshot, {}) == all));
  BOOST_TEST(any_starts_with(family_names(*chips), "cpu_temp_exporter_"));
}

BOOST_AUTO_TEST_CASE(keeping_labels_from_one_snapshot_to_the_next_makes_no_difference_to_the_body) {
  const auto chip = [](unsigned number, unsigned round) {
    std::vector<sensor> sensors;
    for (unsigned i = 0; i < 12; ++i)
      sensors.push_back({"temp" + std::to_string(i + 1),
                         {"Core " + std::to_string(i + round / 17),
                          hwmon::cpu_position{hwmon::cpu_part::core, number, i},
                          {{"max", 84'000 + round / 13}}},
                         40'000 + i * (round / 3),
                         {{"crit", round / 5 % 2 == 1}}});
    if (round % 4 == 1) sensors[3].input = failed;
    auto made = device(hwmon::chip_identity{"chip" + std::to_string(number), "coretemp"}, sensors);
    made->window.assign(12, sampling::extremes{39'000, 41'000 + round / 7});
    made->errors[round / 11 % made->errors.size()] = round;
    return made;
  };
  for (const auto names : {schema::native, schema::node_exporter, schema::both}) {
    const exposition_settings settings{.collectors = all_but_process, .names = names};
    exposition lasting(settings, build, nullptr);
    for (unsigned round = 0; round < 120; ++round) {
      std::vector<device_pointer> present;
      for (unsigned number = 0; number < 3; ++number)
        if (round / (5 * number + 1) % 3 != 2) present.push_back(chip(number, round));
      auto now = snapshot_of(present);
      now->sequence = now->sweeps = round;
      now->cpu_window = std::make_shared<const metrics::summary_value>(
          metrics::summary_value{{{0, 39}, {1, 41 + 0.125 * round}}, round, 40.0 * round});
      std::vector<sampling::package_history> packages;
      for (unsigned p = 0; p < 1 + round / 9 % 3; ++p)
        packages.push_back({std::to_string(p),
                            hwmon::device_class::hwmon,
                            {{{50, round / 2}}, round, 40.0 * round},
                            {{round / 19 % 2 == 0 ? "85" : "90", round / 4.0}},
                            {}});
      now->packages = std::make_shared<const std::vector<sampling::package_history>>(std::move(packages));
      for (const auto format : {exposition_format::text, exposition_format::openmetrics, exposition_format::protobuf}) {
        if (round % (static_cast<unsigned>(format) + 1) != 0) continue;
        for (const auto collectors : {all_collectors, collector_set{0b0001}, collector_set{0b0010}}) {
          if (round % 40 > 20 && collectors != all_collectors) continue;  // parts are not asked for during these rounds
          const exposition_request wanted{.collectors = collectors, .format = format};
          BOOST_TEST_REQUIRE((*lasting.make(now, wanted) == *exposition(settings, build, nullptr).make(now, wanted)),
                             round);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_series_is_there_twice_while_devices_come_and_go) {
  const auto chip = [](unsigned number) {
    std::vector<sensor> sensors;
    for (unsigned i = 0; i < 3; ++i)
      sensors.push_back(
          {"temp" + std::to_string(i + 1),
           {"Core " + std::to_string(i), hwmon::cpu_position{hwmon::cpu_part::core, number, i}, {{"max", 84'000}}},
           40'000 + i,
           {{"crit", false}}});
    auto made = device(hwmon::chip_identity{"chip" + std::to_string(number), "coretemp"}, sensors);
    made->window.assign(3, sampling::extremes{39'000, 41'000});
    return made;
  };
  exposition_settings settings{.own_families = false, .collectors = all_but_process, .names = schema::both};
  exposition e(settings, {}, nullptr);
  std::vector<device_pointer> present;
  for (unsigned round = 0; round < 1'000; ++round) {
    // Each of four chips comes and goes with a period of its own, as a new device each time.
    std::vector<device_pointer> now;
    for (unsigned number = 0; number < 4; ++number) {
      if (round / (number + 1) % 2 == 0) continue;
      const auto known = std::ranges::find(present, "chip" + std::to_string(number),
                                           [](const auto& d) { return d->description->name(); });
      now.push_back(known == present.end() ? chip(number) : *known);
    }
    present = std::move(now);
    auto state = snapshot_of(present);
    const auto text = *e.make(state, {collector_set{round % 3 == 0 ? 0b0010U : 0b0001U}});
    // An exposition that has seen no other snapshot returns the same.
    BOOST_TEST_REQUIRE(
        text == *exposition(settings, {}, nullptr).make(state, {collector_set{round % 3 == 0 ? 0b0010U : 0b0001U}}));
    std::istringstream lines(text);
    std::set<std::string> series;
    for (std::string line; std::getline(lines, line);)
      BOOST_TEST_REQUIRE(series.insert(line.substr(0, line.rfind(' '))).second, line);
  }
}

BOOST_AUTO_TEST_SUITE_END()
