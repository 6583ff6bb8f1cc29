#include "options/source_filter.hpp"

#include "options/usage_error.hpp"

#include "options/options.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::app;

namespace {

using strings = std::vector<std::string>;

std::shared_ptr<hwmon::device_description> device(std::string id) {
  auto d = std::make_shared<hwmon::device_description>();
  d->id = std::move(id);
  return d;
}

std::shared_ptr<hwmon::device_description> chip(const std::string& label, const strings& sensors) {
  auto d = device(label);
  d->identity = hwmon::chip_identity{label, "name"};
  for (const auto& sensor : sensors) d->sensors.push_back({sensor, {{"input", "/" + sensor}}});
  return d;
}

std::shared_ptr<hwmon::device_description> zone(std::string number, std::string type) {
  auto d = device("zone" + number);
  d->identity = hwmon::zone_identity{std::move(number), std::move(type)};
  d->sensors.push_back({"temp", {{"input", "/temp"}}});
  return d;
}

std::shared_ptr<hwmon::device_description> cooling(const std::vector<hwmon::cooling_identity::device>& devices) {
  auto d = device("cooling");
  d->identity = hwmon::cooling_identity{devices};
  for (const auto& one : devices)
    d->sensors.push_back({one.number, {{"input", "/" + one.number}}, hwmon::sensor_kind::cooling_state});
  return d;
}

std::shared_ptr<hwmon::device_description> throttle() {
  auto d = device("throttle");
  d->identity = hwmon::throttle_identity{};
  return d;
}

/// What is left, in words: `chip;sensor`, `chip` for a chip without sensors, `zone;type`, `number;type`, `throttle`.
strings names_of(const hwmon::inventory& found) {
  strings names;
  for (const auto& d : found.devices) {
    if (d->chip() && d->sensors.empty()) names.push_back(d->name());
    if (d->chip())
      for (const auto& sensor : d->sensors) names.push_back(d->name() + ";" + sensor.sensor);
    if (const auto* known = d->zone()) names.push_back(known->zone + ";" + known->type);
    if (const auto* known = d->cooling()) {
      BOOST_TEST_REQUIRE(known->devices.size() == d->sensors.size());
      for (std::size_t i = 0; i < d->sensors.size(); ++i) {
        BOOST_TEST(d->sensors[i].sensor == known->devices[i].number);
        names.push_back(known->devices[i].number + ";" + known->devices[i].type);
      }
    }
    if (d->throttle()) names.emplace_back("throttle");
  }
  return names;
}

hwmon::inventory host() {
  return {{chip("platform_coretemp_0", {"temp1", "temp2"}), chip("nvme_nvme0", {"temp1"}), zone("7", "iwlwifi_1"),
           zone("17", "acpitz"), cooling({{"0", "Processor"}, {"1", "Fan"}}), throttle()},
          {{"/sys/class/other", {}}}};
}

strings chosen_by(const std::string& expression) {
  strings names;
  for (const auto& d : filtered(host(), {.cpu = compile_pattern(expression)}).devices)
    for (const auto& sensor : d->sensors)
      if (sensor.is_chosen_cpu) names.push_back(d->name() + ";" + sensor.sensor);
  return names;
}

const strings whole = {"platform_coretemp_0;temp1",
                       "platform_coretemp_0;temp2",
                       "nvme_nvme0;temp1",
                       "7;iwlwifi_1",
                       "17;acpitz",
                       "0;Processor",
                       "1;Fan",
                       "throttle"};

/// The host's names but for these.
strings without(const strings& missing) {
  auto names = whole;
  std::erase_if(names, [&](const auto& name) { return std::ranges::find(missing, name) != missing.end(); });
  return names;
}

strings with(strings names, const std::string& name, std::size_t at) {
  names.insert(names.begin() + static_cast<std::ptrdiff_t>(at), name);
  return names;
}

struct remembering_source final : hwmon::sensor_source {
  hwmon::inventory discover() const override { return host(); }
  std::unique_ptr<hwmon::device_reader> reader(std::shared_ptr<const hwmon::device_description> d) const override {
    *asked = std::move(d);
    return nullptr;
  }
  std::shared_ptr<std::shared_ptr<const hwmon::device_description>> asked =
      std::make_shared<std::shared_ptr<const hwmon::device_description>>();
};

}  // namespace

BOOST_AUTO_TEST_SUITE(source_filter_suite)

BOOST_AUTO_TEST_CASE(each_filter_leaves_out_what_it_is_about) {
  struct row {
    strings arguments;
    strings left;
  };
  for (const auto& [arguments, left] : {
           row{{}, whole},
           row{{"--collector.hwmon.chip-include=^nvme"}, without({whole[0], whole[1]})},
           row{{"--collector.hwmon.chip-exclude=nvme"}, without({"nvme_nvme0;temp1"})},
           row{{"--collector.hwmon.chip-exclude=^coretemp"}, whole},  // labels begin with the bus
           row{{"--collector.hwmon.chip-include=coretemp|nvme", "--collector.hwmon.chip-exclude=core"},
               without({whole[0], whole[1]})},
           row{{"--collector.hwmon.sensor-include=_0;temp1$"}, with(without({whole[1], whole[2]}), "nvme_nvme0", 1)},
           row{{"--collector.hwmon.sensor-exclude=coretemp_0;temp[12]"},
               with(without({whole[0], whole[1]}), "platform_coretemp_0", 0)},
           row{{"--collector.thermal_zone.zone-include=^7;"}, without({"17;acpitz"})},
           row{{"--collector.thermal_zone.zone-exclude=;iwlwifi"}, without({"7;iwlwifi_1"})},
           row{{"--collector.cooling_device.device-include=;Fan$"}, without({"0;Processor"})},
           row{{"--collector.cooling_device.device-exclude=^0;"}, without({"0;Processor"})},
           row{{"--collector.cooling_device.device-exclude=."}, without({"0;Processor", "1;Fan"})},
       }) {
    const auto found = filtered(host(), read_options(arguments, {}).filter);
    BOOST_TEST_CONTEXT((arguments.empty() ? "no filter" : arguments.back())) {
      BOOST_TEST(names_of(found) == left, boost::test_tools::per_element());
    }
    BOOST_TEST(found.problems.size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(what_no_filter_touches_is_the_same_object) {
  const auto before = host();
  const auto after = filtered(before, {.zones = {.exclude = compile_pattern("^7;")}});
  BOOST_TEST(after.devices[0] == before.devices[0]);
  BOOST_TEST(after.devices.size() == before.devices.size() - 1);
}

BOOST_AUTO_TEST_CASE(a_reader_gets_the_filtered_device) {
  auto inner = std::make_unique<remembering_source>();
  const auto asked = inner->asked;
  const auto source = filtered_source(std::move(inner), {.sensors = {.exclude = compile_pattern("temp1")}});
  const auto found = source->discover();
  source->reader(found.devices.front());
  BOOST_TEST_REQUIRE(*asked);
  BOOST_TEST_REQUIRE((*asked)->sensors.size() == 1u);
  BOOST_TEST((*asked)->sensors.front().sensor == "temp2");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_utf8_matches_what_is_around_it) {
  BOOST_TEST(!(name_filter{.exclude = compile_pattern(";b")}).passes("1\xFF;b"));
  BOOST_TEST((name_filter{.include = compile_pattern("^1")}).passes("1\xFF;b"));
}

BOOST_AUTO_TEST_CASE(an_empty_expression_is_none) { BOOST_TEST(!compile_pattern("")); }

BOOST_AUTO_TEST_CASE(an_expression_that_would_take_much_memory_is_refused) {
  BOOST_CHECK_THROW(compile_pattern("((a{100}){100}){100}"), usage_error);
}

BOOST_AUTO_TEST_CASE(the_sensors_of_the_cpu_can_be_chosen_among_chips_and_zones) {
  BOOST_TEST(chosen_by("") == strings{}, boost::test_tools::per_element());
  BOOST_TEST(chosen_by("nvme") == strings{"nvme_nvme0;temp1"}, boost::test_tools::per_element());
  BOOST_TEST(
      chosen_by("coretemp.*temp2$|thermal_zone7") == (strings{"platform_coretemp_0;temp2", "thermal_zone7;temp"}),
      boost::test_tools::per_element());
  BOOST_TEST(chosen_by("no such") == strings{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
