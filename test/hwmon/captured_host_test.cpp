#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>

namespace cputemp::hwmon {

namespace {

using lines = std::set<std::string>;

/// A machine with Linux 6.1 and many drivers; a tar holds no read errors, so files that had one are empty.
class captured_host {
 public:
  captured_host() {
    const std::string command =
        "tar -C '" + directory_.path().string() + "' -xf '" CPUTEMP_FIXTURES "/linux-6.1-sysfs.tar.xz'";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    source_ = make_sysfs_source({.root = directory_.path() / "sys"});
    found_ = source_->discover();
  }
  const inventory& found() const { return found_; }
  readout read(const std::shared_ptr<const device_description>& device) const {
    return source_->reader(device)->read(read_scope::inputs_and_alarms);
  }
  /// Below /sys.
  std::string relative(const std::string& path) const { return path.substr(directory_.path().string().size()); }

 private:
  test::temporary_directory directory_;
  std::unique_ptr<sensor_source> source_;
  inventory found_;
};

/// The samples of one family that node_exporter printed on that host.
lines golden(const std::string& family) {
  std::ifstream in(CPUTEMP_FIXTURES "/linux-6.1-node_exporter.prom");
  lines found;
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(family + "{")) found.insert(line);
  BOOST_REQUIRE(!found.empty());
  return found;
}

/// Paths below /sys whose read ended with this errno.
lines captured_errors(const std::string& error) {
  std::ifstream in(CPUTEMP_FIXTURES "/linux-6.1-errors.tsv");
  lines found;
  for (std::string line; std::getline(in, line);)
    if (line.ends_with("\t" + error)) found.insert(line.substr(0, line.find('\t')));
  BOOST_REQUIRE(!found.empty());
  return found;
}

/// `49.85` as 49850; node_exporter's own rounding (19.990000000000002) goes away.
std::string millidegrees_of(const std::string& celsius) {
  return std::to_string(std::lround(std::stod(celsius) * 1000));
}

lines without_values_in_celsius(const lines& samples) {
  lines converted;
  for (const std::string& line : samples) {
    const std::size_t space = line.rfind(' ');
    converted.insert(line.substr(0, space + 1) + millidegrees_of(line.substr(space + 1)));
  }
  return converted;
}

void check_equal(const lines& found, const lines& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_captured_host, captured_host)

BOOST_AUTO_TEST_CASE(nothing_stands_in_the_way) { BOOST_TEST(found().problems.empty()); }

BOOST_AUTO_TEST_CASE(chips_are_named_as_node_exporter_names_them) {
  lines names;
  lines nameless;
  for (const auto& device : found().devices) {
    const chip_identity* chip = device->chip();
    if (chip == nullptr) continue;
    if (chip->chip_name.empty())
      nameless.insert(chip->chip);
    else
      names.insert("node_hwmon_chip_names{chip=\"" + chip->chip + "\",chip_name=\"" + chip->chip_name + "\"} 1");
  }
  check_equal(names, golden("node_hwmon_chip_names"));
  check_equal(nameless, {"lnxsybus:00_acpi000d:00"});
}

BOOST_AUTO_TEST_CASE(temperatures_are_those_of_node_exporter_but_for_the_implausible_ones) {
  lines values;
  lines without_value;
  for (const auto& device : found().devices) {
    if (device->chip() == nullptr) continue;
    const readout result = read(device);
    for (std::size_t i = 0; i < device->sensors.size(); ++i) {
      const std::string labels = "{chip=\"" + device->chip()->chip + "\",sensor=\"" + device->sensors[i].sensor + "\"}";
      if (const reading& value = result.inputs[i])
        values.insert("node_hwmon_temp_celsius" + labels + " " + std::to_string(*value));
      else if (value.error() != sensor_errc::not_an_integer)
        without_value.insert(labels + " " + value.error().message());
    }
  }
  lines expected = without_values_in_celsius(golden("node_hwmon_temp_celsius"));
  // Not a sensor of the ABI: the thermal zone's own file `temp`, which node_exporter takes for one of the chip.
  BOOST_TEST(expected.erase("node_hwmon_temp_celsius{chip=\"thermal_thermal_zone0\",sensor=\"temp0\"} 42000") == 1U);
  // No diode is attached.
  BOOST_TEST(expected.erase("node_hwmon_temp_celsius{chip=\"i2c_0_0_002e\",sensor=\"temp3\"} -128000") == 1U);
  BOOST_TEST(expected.erase("node_hwmon_temp_celsius{chip=\"i2c_0_0_004a\",sensor=\"temp3\"} -128000") == 1U);
  check_equal(values, expected);
  check_equal(without_value, {"{chip=\"i2c_0_0_002e\",sensor=\"temp3\"} implausible value",
                              "{chip=\"i2c_0_0_004a\",sensor=\"temp3\"} the driver reports a sensor fault"});
}

BOOST_AUTO_TEST_CASE(the_inputs_that_could_not_be_read_are_those_that_were_captured_with_an_error) {
  lines failed;
  for (const auto& device : found().devices) {
    const readout result = read(device);
    for (std::size_t i = 0; i < device->sensors.size(); ++i) {
      if (!result.inputs[i].has_error() || result.inputs[i].error() != sensor_errc::not_an_integer) continue;
      for (const attribute& file : device->sensors[i].attributes)
        if (file.name == "input") failed.insert(relative(file.path));
    }
  }
  lines expected;
  for (const std::string& path : captured_errors("ENODATA"))
    if (std::regex_search(path, std::regex("/temp[0-9]+_input$"))) expected.insert(path);
  check_equal(failed, expected);
}

BOOST_AUTO_TEST_CASE(zones_are_those_of_node_exporter) {
  lines values;
  for (const auto& device : found().devices) {
    const zone_identity* zone = device->zone();
    if (zone == nullptr) continue;
    const reading value = read(device).inputs.at(0);
    BOOST_REQUIRE(value.has_value());
    values.insert("node_thermal_zone_temp{type=\"" + zone->type + "\",zone=\"" + zone->zone + "\"} " +
                  std::to_string(*value));
  }
  check_equal(values, without_values_in_celsius(golden("node_thermal_zone_temp")));
}

BOOST_AUTO_TEST_CASE(slow_chips_and_busses_are_told_by_driver_and_path) {
  lines slow;
  lines on_i2c;
  for (const auto& device : found().devices) {
    if (device->slow) slow.insert(device->chip()->chip);
    if (relative(device->bus) == "/sys/devices/i2c-0") on_i2c.insert(device->chip()->chip_name);
  }
  check_equal(slow, {"nvme_nvme0", "nvme_nvme1", "target0:0:0_0:0:0:0", "target1:0:0_1:0:0:0"});
  check_equal(on_i2c, {"adt7462", "adt7476", "emc1404", "jc42", "lm75", "max6696", "nct7802", "tmp102", "tmp423"});
}

BOOST_AUTO_TEST_CASE(labels_limits_and_alarms_are_what_the_drivers_said) {
  for (const auto& device : found().devices) {
    if (device->chip() == nullptr) continue;
    const std::string& chip = device->chip()->chip;
    const readout result = read(device);
    if (chip == "lnxsybus:00_atk0110:00") {
      const std::vector<sensor_details> expected = {
          {"CPU Temperature", std::nullopt, {{"crit", 95000}, {"max", 60000}}},
          {"MB Temperature", std::nullopt, {{"crit", 95000}, {"max", 45000}}},
          {"OPT \"1\" \\ Temp", std::nullopt, {{"crit", 95000}, {"max", 45000}}},
      };
      BOOST_CHECK(*result.details == expected);
    }
    if (chip == "nvme_nvme1") {  // its temp1_min is absolute zero
      const std::vector<sensor_details> expected = {{"Composite", std::nullopt, {{"crit", 99850}, {"max", 69850}}}};
      BOOST_CHECK(*result.details == expected);
      BOOST_CHECK(*result.alarms == (std::vector<std::vector<alarm>>{{{"alarm", false}}}));
    }
    if (chip == "i2c_0_0_004a") {
      const std::vector<std::vector<alarm>> expected = {
          {{"fault", false}}, {{"fault", false}}, {{"fault", true}}, {{"fault", false}}};
      BOOST_CHECK(*result.alarms == expected);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
