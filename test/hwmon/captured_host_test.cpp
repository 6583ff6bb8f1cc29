#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
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
    ask_for({});
  }
  void ask_for(sysfs_settings settings) {
    settings.root = directory_.path() / "sys";
    source_ = make_sysfs_source(std::move(settings));
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

/// As Prometheus' text format writes a label's value.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result;
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

/// How node_exporter writes an attribute: the unit at the end of the metric's name, and what it multiplied by.
struct unit {
  const char* suffix;
  double factor;
};

/// Of a sensor's attributes that have a unit; node_exporter gives it to most, sensible or not.
const std::map<std::string, std::vector<unit>> units = {
    {"temp", {{"_celsius", 1e3}}},
    {"in", {{"_volts", 1e3}}},
    {"cpu", {{"_volts", 1e3}}},
    {"curr", {{"_amps", 1e3}}},
    {"fan", {{"_rpm", 1}}},
    {"power", {{"_watt", 1e6}, {"_seconds", 1e3}}},
    {"update_interval", {{"_seconds", 1e3}}},
};

/// `chip sensor attribute value` of each of node_exporter's samples; the attribute is empty for an input.
lines golden_attributes() {
  std::ifstream in(CPUTEMP_FIXTURES "/linux-6.1-node_exporter.prom");
  const std::regex sample("node_hwmon_([a-z_0-9]+)\\{chip=\"([^\"]*)\",sensor=\"([a-z_]+)([0-9]+)\"\\} (.*)");
  lines found;
  std::smatch parts;
  for (std::string line; std::getline(in, line);) {
    if (!std::regex_match(line, parts, sample)) continue;
    const std::string type = parts[3];
    std::string attribute = parts[1];
    double value = std::stod(parts[5]);
    if (attribute.starts_with(type)) attribute.erase(0, type.size());
    if (attribute == "voltage_regulator_version") attribute.clear();
    if (const auto known = units.find(type); known != units.end())
      for (const auto& [suffix, factor] : known->second)
        if (attribute.ends_with(suffix)) {
          attribute.erase(attribute.size() - std::string_view(suffix).size());
          value *= factor;
        }
    if (attribute.ends_with("_beep_enabled")) attribute.erase(attribute.size() - std::string_view("_enabled").size());
    if (!attribute.empty()) attribute.erase(0, 1);  // the underscore
    found.insert(std::string(parts[2]) + " " + type + std::string(parts[4]) + " " + attribute + " " +
                 std::to_string(std::llround(value)));
  }
  BOOST_REQUIRE(!found.empty());
  return found;
}

/// The same of one readout.
void add_attributes(lines& to, const device_description& device, const readout& result) {
  for (std::size_t i = 0; i < device.sensors.size(); ++i) {
    const std::string prefix = device.chip()->chip + " " + device.sensors[i].sensor + " ";
    const attribute* input = device.sensors[i].input();
    if (result.inputs[i] && input != nullptr)
      to.insert(prefix + (input->name == "input" ? "" : input->name) + " " + std::to_string(*result.inputs[i]));
    for (const auto& [name, value] : result.attributes->values[i])
      to.insert(prefix + name + " " + std::to_string(value));
  }
}

void check_equal(const lines& found, const lines& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(captured_host_suite, captured_host)

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

BOOST_AUTO_TEST_CASE(temperatures_are_those_of_node_exporter_except_implausible_ones) {
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

BOOST_AUTO_TEST_CASE(slow_chips_and_busses_are_known_by_driver_and_path) {
  lines slow;
  lines on_i2c;
  for (const auto& device : found().devices) {
    if (device->slow) slow.insert(device->chip()->chip);
    if (relative(device->bus) == "/sys/devices/i2c-0") on_i2c.insert(device->chip()->chip_name);
  }
  check_equal(slow, {"nvme_nvme0", "nvme_nvme1", "target0:0:0_0:0:0:0", "target1:0:0_1:0:0:0"});
  check_equal(on_i2c, {"adt7462", "adt7476", "emc1404", "jc42", "lm75", "max6696", "nct7802", "tmp102", "tmp423"});
}

BOOST_AUTO_TEST_CASE(all_attributes_are_those_of_node_exporter_except_implausible_readings) {
  ask_for({.all_attributes = true});
  lines found_attributes;
  lines labels;
  for (const auto& device : found().devices) {
    if (device->chip() == nullptr) continue;
    const readout result = read(device);
    add_attributes(found_attributes, *device, result);
    for (std::size_t i = 0; i < device->sensors.size(); ++i)
      if (const auto& label = result.attributes->labels[i])
        labels.insert("node_hwmon_sensor_label{chip=\"" + device->chip()->chip + "\",label=\"" + escaped(*label) +
                      "\",sensor=\"" + device->sensors[i].sensor + "\"} 1");
  }
  lines expected = golden_attributes();
  BOOST_TEST(expected.erase("i2c_0_0_002e temp3  -128000") == 1U);
  BOOST_TEST(expected.erase("i2c_0_0_004a temp3  -128000") == 1U);
  check_equal(found_attributes, expected);
  check_equal(labels, golden("node_hwmon_sensor_label"));
}

BOOST_AUTO_TEST_CASE(readings_of_all_kinds_are_those_of_node_exporter) {
  ask_for({.kinds = {sensor_kind::fan, sensor_kind::in, sensor_kind::curr, sensor_kind::power, sensor_kind::pwm}});
  std::map<std::string, std::size_t> readings;
  const lines all = golden_attributes();
  for (const auto& device : found().devices) {
    if (device->chip() == nullptr) continue;
    const readout result = read(device);
    BOOST_TEST(result.attributes == nullptr);
    for (std::size_t i = 0; i < device->sensors.size(); ++i) {
      if (!result.inputs[i]) continue;
      const auto& sensor = device->sensors[i];
      const std::string attribute = sensor.input()->name == "input" ? "" : sensor.input()->name;
      BOOST_TEST(all.contains(device->chip()->chip + " " + sensor.sensor + " " + attribute + " " +
                              std::to_string(*result.inputs[i])));
      ++readings[std::string(sensor_kind_names[static_cast<std::size_t>(sensor.kind)])];
    }
  }
  const std::map<std::string, std::size_t> expected = {{"curr", 8}, {"fan", 21}, {"in", 31}, {"power", 9}, {"pwm", 10}};
  BOOST_CHECK(readings == expected);
}

BOOST_AUTO_TEST_CASE(cooling_devices_are_those_of_node_exporter) {
  lines states;
  for (const auto& device : found().devices) {
    const cooling_identity* cooling = device->cooling();
    if (cooling == nullptr) continue;
    const readout result = read(device);
    for (std::size_t i = 0; i < cooling->devices.size(); ++i) {
      const std::string labels =
          "{name=\"" + cooling->devices[i].number + "\",type=\"" + cooling->devices[i].type + "\"} ";
      states.insert("node_cooling_device_cur_state" + labels + std::to_string(*result.inputs[i]));
      for (const limit& l : (*result.details)[i].limits)
        states.insert("node_cooling_device_" + l.name + "_state" + labels + std::to_string(l.value));
    }
  }
  lines expected = golden("node_cooling_device_cur_state");
  expected.merge(golden("node_cooling_device_max_state"));
  check_equal(states, expected);
}

BOOST_AUTO_TEST_CASE(trip_points_are_those_that_the_firmware_set) {
  lines trips;
  for (const auto& device : found().devices) {
    const zone_identity* zone = device->zone();
    if (zone == nullptr) continue;
    const readout result = read(device);
    for (const trip_point& trip : *result.trips)
      trips.insert(zone->zone + " " + trip.number + " " + trip.type + " " + std::to_string(trip.millidegrees));
  }
  // Zone 2 has two more, at -274000.
  check_equal(trips, {"0 0 critical 125000", "0 1 hot 120000", "1 0 critical 100000", "2 2 critical 105050",
                      "2 3 passive 90050"});
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
