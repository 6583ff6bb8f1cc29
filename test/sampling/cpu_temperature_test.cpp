#include <cputemp/sampling/cpu_temperature.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using hwmon::cpu_part;
using hwmon::cpu_position;

namespace {

struct sensor {
  std::optional<cpu_position> cpu;
  hwmon::reading input;
};

const hwmon::reading failed = boost::system::error_code(5, boost::system::generic_category());

std::shared_ptr<const device_state> chip(const std::string& id, const std::vector<sensor>& sensors) {
  auto d = std::make_shared<hwmon::device_description>();
  d->id = id;
  d->identity = hwmon::chip_identity{id, ""};
  auto details = std::make_shared<std::vector<hwmon::sensor_details>>();
  auto s = std::make_shared<device_state>();
  for (const auto& [cpu, input] : sensors) {
    d->sensors.push_back({"temp" + std::to_string(d->sensors.size() + 1), {}});
    details->push_back({"", cpu, {}});
    s->inputs.push_back(input);
  }
  s->description = d;
  s->details = details;
  return s;
}

std::shared_ptr<const device_state> zone(const std::string& number, hwmon::zone_cpu cpu, hwmon::reading input) {
  auto d = std::make_shared<hwmon::device_description>();
  d->id = "zone" + number;
  d->identity = hwmon::zone_identity{number, "type", cpu};
  d->sensors = {{"temp", {}}};
  auto s = std::make_shared<device_state>();
  s->description = d;
  s->details = std::make_shared<std::vector<hwmon::sensor_details>>(1);
  s->inputs = {input};
  return s;
}

/// "device sensor millidegrees", or "none".
std::string hottest(std::vector<std::shared_ptr<const device_state>> devices) {
  snapshot s;
  s.devices = std::move(devices);
  const auto found = hottest_cpu_package(cpu_packages(s));
  if (!found) return "none";
  return found->device->description->id + ' ' + found->device->description->sensors[found->sensor].sensor + ' ' +
         std::to_string(found->millidegrees);
}

/// "package millidegrees" or "package none" of each.
std::vector<std::string> packages(std::vector<std::shared_ptr<const device_state>> devices) {
  snapshot s;
  s.devices = std::move(devices);
  std::vector<std::string> result;
  for (const auto& [name, temperature] : cpu_packages(s))
    result.push_back(name + ' ' + (temperature ? std::to_string(temperature->millidegrees) : "none"));
  return result;
}

using names = std::vector<std::string>;

constexpr auto none = hwmon::zone_cpu::none;
constexpr auto last_resort = hwmon::zone_cpu::last_resort;
constexpr auto unless_named = hwmon::zone_cpu::unless_named;
constexpr auto part = hwmon::zone_cpu::part;
constexpr auto whole = hwmon::zone_cpu::package;

const cpu_position package0{cpu_part::package, 0, {}};
const cpu_position package1{cpu_part::package, 1, {}};
constexpr cpu_position core(unsigned package, unsigned number) { return {cpu_part::core, package, number}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_temperature_suite)

BOOST_AUTO_TEST_CASE(the_hottest_package_counts_and_its_own_sensor_before_its_cores) {
  BOOST_TEST(hottest({chip("a", {{package0, 50'000}, {core(0, 0), 55'000}}),
                      chip("b", {{package1, 52'000}, {core(1, 0), 51'000}})}) == "b temp1 52000");
}

BOOST_AUTO_TEST_CASE(a_package_whose_sensor_fails_is_as_hot_as_its_hottest_part) {
  BOOST_TEST(hottest({chip("a", {{package0, failed}, {core(0, 0), 55'000}, {core(0, 1), 57'000}}),
                      chip("b", {{package1, 52'000}})}) == "a temp3 57000");
}

BOOST_AUTO_TEST_CASE(dies_and_cores_stand_for_a_package_without_a_number) {
  BOOST_TEST(hottest({chip("a", {{cpu_position{cpu_part::die, {}, {}}, 61'000}, {std::nullopt, 90'000}})}) ==
             "a temp1 61000");
}

BOOST_AUTO_TEST_CASE(negative_temperatures_are_temperatures) {
  BOOST_TEST(hottest({chip("a", {{package0, -5'000}}), chip("b", {{package1, -7'000}})}) == "a temp1 -5000");
}

BOOST_AUTO_TEST_CASE(a_package_s_own_sensor_comes_before_zones) {
  BOOST_TEST(hottest({chip("a", {{package0, 40'000}}), zone("1", whole, 80'000), zone("2", part, 81'000)}) ==
             "a temp1 40000");
}

BOOST_AUTO_TEST_CASE(the_hottest_of_cores_dies_and_zones_of_the_die_counts) {
  const auto cores = chip("a", {{core(0, 0), 44'000}, {core(0, 1), 47'000}});
  BOOST_TEST(hottest({cores, zone("1", part, 43'000)}) == "a temp2 47000");
  BOOST_TEST(hottest({cores, zone("1", part, 48'000)}) == "zone1 temp 48000");
  BOOST_TEST(hottest({zone("0", none, 90'000), zone("1", part, 45'000), zone("2", part, 46'000)}) ==
             "zone2 temp 46000");
}

BOOST_AUTO_TEST_CASE(zones_that_may_be_the_cpu_count_if_none_is_named_after_it) {
  BOOST_TEST(hottest({zone("0", unless_named, 90'000), zone("1", part, 45'000)}) == "zone1 temp 45000");
  BOOST_TEST(hottest({zone("0", unless_named, 40'000), zone("1", last_resort, 45'000)}) == "zone0 temp 40000");
  BOOST_TEST(hottest({zone("0", last_resort, 27'800), zone("1", none, 90'000), zone("2", last_resort, 29'000)}) ==
             "zone2 temp 29000");
  BOOST_TEST(hottest({zone("0", none, 28'000), zone("1", none, 90'000)}) == "none");
}

BOOST_AUTO_TEST_CASE(a_package_that_can_not_be_read_is_not_replaced_by_another_sensor) {
  BOOST_TEST(hottest({chip("a", {{package0, failed}}), zone("0", last_resort, 27'800)}) == "none");
  BOOST_TEST(hottest({zone("0", last_resort, 27'800), zone("1", part, failed)}) == "none");
  BOOST_TEST(hottest({zone("0", last_resort, 27'800), zone("1", whole, failed)}) == "none");
  BOOST_TEST(hottest({}) == "none");
}

std::shared_ptr<const device_state> unread_package(std::vector<hwmon::sensor_description> sensors) {
  auto d = std::make_shared<hwmon::device_description>();
  d->id = "platform_coretemp_0";
  d->identity = hwmon::chip_identity{"platform_coretemp_0", "coretemp"};
  d->package = 0;
  d->sensors = std::move(sensors);
  auto unread = std::make_shared<device_state>();
  unread->description = std::move(d);
  return unread;
}

BOOST_AUTO_TEST_CASE(a_cpu_chip_that_was_never_read_counts) {
  BOOST_TEST(hottest({unread_package({{"temp1", {}}}), zone("0", last_resort, 27'800)}) == "none");
}

BOOST_AUTO_TEST_CASE(a_cpu_chip_with_excluded_temperatures_does_not_hide_the_zones) {
  BOOST_TEST(hottest({unread_package({}), zone("0", last_resort, 27'800)}) == "zone0 temp 27800");
  const hwmon::sensor_description power{"power1", {}, hwmon::sensor_kind::power};
  BOOST_TEST(hottest({unread_package({power}), zone("0", last_resort, 27'800)}) == "zone0 temp 27800");
}

BOOST_AUTO_TEST_CASE(packages_are_named_by_number_or_chip_and_include_those_that_can_not_be_read) {
  BOOST_TEST(packages({chip("a", {{package0, 50'000}, {core(0, 0), 55'000}}),
                       chip("b", {{package1, failed}, {core(1, 0), failed}}),
                       chip("c", {{cpu_position{cpu_part::die, {}, {}}, 61'000}}),
                       chip("d", {{std::nullopt, 90'000}})}) == (names{"c 61000", "0 50000", "1 none"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(packages_keep_apart_cores_of_the_same_number) {
  BOOST_TEST(packages({chip("a", {{core(0, 0), 50'000}, {core(0, 1), 51'000}}),
                       chip("b", {{core(1, 0), 60'000}, {core(1, 1), 59'000}})}) == (names{"0 51000", "1 60000"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(zones_of_a_die_are_one_package_and_each_other_zone_is_one) {
  BOOST_TEST(
      packages({zone("0", none, 90'000), zone("1", part, 45'000), zone("2", part, failed)}) == (names{"0 45000"}),
      boost::test_tools::per_element());
  BOOST_TEST(packages({zone("1", whole, 45'000), zone("2", whole, failed)}) ==
                 (names{"thermal_zone1 45000", "thermal_zone2 none"}),
             boost::test_tools::per_element());
  BOOST_TEST(packages({zone("0", last_resort, 28'000), zone("1", none, 90'000)}) == (names{"thermal_zone0 28000"}),
             boost::test_tools::per_element());
  BOOST_TEST(packages({}).empty());
}

BOOST_AUTO_TEST_CASE(only_chosen_sensors_count_if_the_operator_chose_some) {
  const auto chosen = [](const std::shared_ptr<const device_state>& state, std::vector<std::size_t> sensors) {
    auto description = std::make_shared<hwmon::device_description>(*state->description);
    for (const auto i : sensors) description->sensors[i].is_chosen_cpu = true;
    auto changed = std::make_shared<device_state>(*state);
    changed->description = description;
    return changed;
  };
  const auto cpu = chip("a", {{package0, 50'000}, {core(0, 0), 55'000}});
  const auto board = chip("b", {{std::nullopt, 61'000}, {std::nullopt, 62'000}, {std::nullopt, 99'000}});
  snapshot s;
  s.cpu_is_chosen = true;
  s.devices = {cpu, chosen(board, {0, 1}), zone("1", whole, 80'000)};
  BOOST_TEST(hottest_cpu_package(cpu_packages(s))->millidegrees == 62'000);
  BOOST_TEST(cpu_packages(s).front().package == "b");
  s.devices = {chosen(cpu, {1}), board};
  BOOST_TEST(hottest_cpu_package(cpu_packages(s))->millidegrees == 55'000);
  BOOST_TEST(cpu_packages(s).front().package == "0");
  s.devices = {cpu, chosen(zone("1", none, 30'000), {0})};
  BOOST_TEST(hottest_cpu_package(cpu_packages(s))->millidegrees == 30'000);
  s.devices = {cpu, board};
  BOOST_TEST(cpu_packages(s).empty());
}

BOOST_AUTO_TEST_CASE(only_temperature_sensors_count_as_temperatures_of_the_cpu) {
  auto power = std::make_shared<device_state>(*chip("a", {{package0, 95'000'000}, {package0, 50'000}}));
  auto description = std::make_shared<hwmon::device_description>(*power->description);
  description->sensors[0].kind = hwmon::sensor_kind::power;
  power->description = description;
  BOOST_TEST(packages({power}) == (names{"0 50000"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
