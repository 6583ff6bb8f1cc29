#include "demo/demo.hpp"

#include <cputemp/hwmon/sensors_config.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace cputemp;
using namespace cputemp::app;
using namespace std::chrono_literals;
using hwmon::device_class;
using hwmon::sensor_kind;

namespace {

const std::set<sensor_kind> all_kinds = [] {
  std::set<sensor_kind> all;
  for (std::size_t i = 0; i < hwmon::selectable_kinds; ++i) all.insert(static_cast<sensor_kind>(i));
  return all;
}();

/// A demo host under a clock that the test moves.
struct host {
  explicit host(const hwmon::sysfs_settings& settings = {})
      : source(make_demo_source(settings, [this] { return now; })) {}

  std::shared_ptr<const hwmon::device_description> device(const std::string& name) const {
    const auto found = source->discover().devices;
    const auto place = std::ranges::find(found, name, [](const auto& d) { return d->name(); });
    return place == found.end() ? nullptr : *place;
  }

  std::chrono::steady_clock::time_point now{};
  std::unique_ptr<hwmon::sensor_source> source;
};

hwmon::readout read(const host& h, const std::shared_ptr<const hwmon::device_description>& d) {
  return h.source->reader(d)->read(hwmon::read_scope::inputs_and_alarms);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(demo_suite)

BOOST_AUTO_TEST_CASE(everything_that_has_a_name_is_marked_as_a_demo) {
  const host h({.kinds = all_kinds});
  const auto found = h.source->discover();
  BOOST_TEST(found.problems.empty());
  BOOST_TEST(std::ranges::is_sorted(found.devices, {}, [](const auto& d) { return d->id; }));
  std::set<std::string> ids;
  std::set<device_class> classes;
  for (const auto& d : found.devices) {
    ids.insert(d->id);
    classes.insert(d->what());
    if (d->chip()) BOOST_TEST(d->chip()->chip.starts_with("demo_"));
    if (d->zone()) BOOST_TEST(d->zone()->type.starts_with("demo_"));
    if (d->cooling())
      for (const auto& one : d->cooling()->devices) BOOST_TEST(one.type.starts_with("demo_"));
  }
  BOOST_TEST(ids.size() == found.devices.size());
  BOOST_TEST(classes.size() == hwmon::device_class_count);
}

BOOST_AUTO_TEST_CASE(every_sensor_can_be_read_and_every_temperature_is_one) {
  const host h({.kinds = all_kinds});
  std::map<sensor_kind, int> kinds;
  std::size_t cores = 0;
  for (const auto& d : h.source->discover().devices) {
    const auto readout = read(h, d);
    BOOST_TEST_REQUIRE(readout.inputs.size() == d->sensors.size());
    BOOST_TEST_REQUIRE(readout.details->size() == d->sensors.size());
    BOOST_TEST_REQUIRE(readout.alarms->size() == d->sensors.size());
    BOOST_TEST(!readout.attributes);
    for (std::size_t i = 0; i < d->sensors.size(); ++i) {
      ++kinds[d->sensors[i].kind];
      BOOST_TEST_REQUIRE(d->sensors[i].input() != nullptr);
      BOOST_TEST_REQUIRE(readout.inputs[i].has_value());
      if (d->sensors[i].kind == sensor_kind::temp)
        BOOST_TEST((*readout.inputs[i] > 20'000 && *readout.inputs[i] < 105'000));
      cores += d->chip() && (*readout.details)[i].cpu && (*readout.details)[i].cpu->part == hwmon::cpu_part::core;
    }
  }
  BOOST_TEST(cores == 64u);
  for (const auto kind : all_kinds) BOOST_TEST(kinds[kind] > 0);
  BOOST_TEST(kinds[sensor_kind::throttle_count] == 66);
  BOOST_TEST(kinds[sensor_kind::throttle_time] == 66);
}

BOOST_AUTO_TEST_CASE(kinds_and_classes_are_chosen_as_on_a_real_host) {
  const host temperatures({.classes = {device_class::hwmon}});
  for (const auto& d : temperatures.source->discover().devices) {
    BOOST_TEST((d->what() == device_class::hwmon));
    for (const auto& s : d->sensors) BOOST_TEST((s.kind == sensor_kind::temp));
  }
  const host fans({.classes = {device_class::hwmon, device_class::cpu_throttle}, .kinds = {sensor_kind::fan}});
  BOOST_TEST(!fans.device("demo_nvme_0"));  // has none
  BOOST_TEST(fans.device("demo_nct6798_0")->sensors.size() == 2u);
  BOOST_TEST(fans.device("cpu_throttle")->sensors.size() == 132u);
}

BOOST_AUTO_TEST_CASE(a_reader_reads_the_sensors_that_a_filter_left) {
  const host h;
  auto some = *h.device("demo_coretemp_1");
  some.sensors = {some.sensors[3]};
  const auto readout = read(h, std::make_shared<const hwmon::device_description>(some));
  BOOST_TEST_REQUIRE(readout.details->size() == 1u);
  BOOST_TEST(readout.details->front().label == "Core 2");
}

BOOST_AUTO_TEST_CASE(a_zone_has_trip_points_and_a_cooling_device_a_highest_state) {
  const host h;
  BOOST_TEST(read(h, h.device("thermal_zone0")).trips->size() == 2u);
  const auto cooling = read(h, h.device("cooling_devices"));
  for (const auto& details : *cooling.details) BOOST_TEST(details.limits.front().name == "max");
}

BOOST_AUTO_TEST_CASE(where_all_attributes_are_asked_for_they_are_what_the_files_would_hold) {
  const host h({.all_attributes = true});
  const auto disk = h.device("demo_nvme_0");
  const auto attributes = read(h, disk).attributes;
  BOOST_TEST_REQUIRE(attributes);
  BOOST_TEST((attributes->values == std::vector<std::vector<hwmon::attribute_value>>{
                                        {{"alarm", 0}, {"crit", 84'850}, {"max", 81'850}, {"min", -5'150}}}));
  BOOST_TEST((attributes->labels == std::vector<std::optional<std::string>>{"Composite"}));
  BOOST_TEST(!read(h, h.device("thermal_zone0")).attributes);
}

BOOST_AUTO_TEST_CASE(within_an_hour_all_that_a_dashboard_shows_happens) {
  host h({.kinds = all_kinds});
  const auto card = h.source->reader(h.device("demo_amdgpu_0"));
  const auto board = h.source->reader(h.device("demo_nct6798_0"));
  const auto throttle = h.source->reader(h.device("cpu_throttle"));
  const auto cooling = h.source->reader(h.device("cooling_devices"));
  int asleep = 0;
  int alarms = 0;
  int cooled = 0;
  std::vector<std::int64_t> counts(h.device("cpu_throttle")->sensors.size());
  for (int second = 0; second < 3600; ++second, h.now += 1s) {
    const auto readout = card->read(hwmon::read_scope::inputs);
    asleep += readout.asleep;
    for (const auto& input : readout.inputs) {
      BOOST_TEST_REQUIRE(input.has_value() != readout.asleep);
      if (readout.asleep) BOOST_TEST_REQUIRE(input.error().value() == ENODATA);
    }
    for (const auto& of_sensor : *board->read(hwmon::read_scope::inputs_and_alarms).alarms)
      alarms += std::ranges::any_of(of_sensor, &hwmon::alarm::raised);
    cooled += *cooling->read(hwmon::read_scope::inputs).inputs.front() > 0;
    const auto now = throttle->read(hwmon::read_scope::inputs).inputs;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      BOOST_TEST_REQUIRE(*now[i] >= counts[i]);  // counters never fall
      counts[i] = *now[i];
    }
  }
  BOOST_TEST((asleep > 600 && asleep < 1800));
  BOOST_TEST((alarms > 60 && alarms < 3000));
  BOOST_TEST((cooled > 0 && cooled < 1800));
  BOOST_TEST(counts.front() > 0);                                      // of package 0
  BOOST_TEST(*std::max_element(counts.end() - 32, counts.end()) > 0);  // the time of a core
}

BOOST_AUTO_TEST_CASE(what_does_not_change_stays_the_same_object) {
  const host h;
  const auto reader = h.source->reader(h.device("demo_nvme_0"));
  const auto first = reader->read(hwmon::read_scope::inputs_and_alarms);
  const auto second = reader->read(hwmon::read_scope::inputs_and_alarms);
  BOOST_TEST(first.details == second.details);
  BOOST_TEST(first.alarms == second.alarms);
}

BOOST_AUTO_TEST_CASE(a_configuration_applies_to_the_chips_by_the_names_that_lm_sensors_would_print) {
  const char* const names[] = {"nvme-pci-0100",   "nct6798-isa-0290",  "sht3x-i2c-*-44",   "corsairpsu-hid-3-1",
                               "amdgpu-pci-0300", "coretemp-isa-0000", "coretemp-isa-0001"};
  for (const std::string name : names) {
    BOOST_TEST_CONTEXT(name) {
      const auto source = hwmon::configured_source(
          make_demo_source({}, [] { return std::chrono::steady_clock::time_point(); }),
          hwmon::parse_sensors_config("chip \"" + name + "\"\nlabel temp1 \"renamed\"\n", "x.conf"), {});
      std::size_t renamed = 0;
      for (const auto& d : source->discover().devices) {
        if (!d->chip()) continue;
        const auto details = source->reader(d)->read(hwmon::read_scope::inputs).details;
        if (details->at(0).label == "renamed") ++renamed;
      }
      BOOST_TEST(renamed == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_configuration_finds_the_files_of_sensors_that_are_not_shown) {
  const std::pair<const char*, std::int64_t> rows[] = {{"in1_max", 13'200},
                                                       {"temp2_max", 85'000},
                                                       {"pwm1 * 0 + 3", 3'000},
                                                       {"fan1_alarm + intrusion0_alarm + 1", 1'000}};
  for (const auto& [expression, expected] : rows) {
    BOOST_TEST_CONTEXT(expression) {
      const auto source = hwmon::configured_source(
          make_demo_source({}, [] { return std::chrono::steady_clock::time_point(); }),
          hwmon::parse_sensors_config(std::string("chip \"nct6798-*\"\ncompute temp1 ") + expression + ", @\n",
                                      "x.conf"),
          {});
      for (const auto& d : source->discover().devices)
        if (d->name() == "demo_nct6798_0")
          BOOST_TEST(source->reader(d)->read(hwmon::read_scope::inputs).inputs.at(0).value() == expected);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
