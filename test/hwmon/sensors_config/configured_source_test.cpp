#include "sensors_config/configured_host.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

namespace {

using limits = std::vector<limit>;

/// The readings of the board: in0, in1, temp1, temp2.
std::vector<reading> board(const std::string& text) {
  return configured_host("chip \"nct6775-*\"\n" + text).read("nct6775").inputs;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(configured_source_suite)

BOOST_AUTO_TEST_CASE(labels_and_limits_are_replaced_and_readings_computed) {
  const configured_host host(
      "chip \"nct6775-isa-0290\"\nlabel temp1 \"Board\"\ncompute in1 @*4, @/4\nset in1_max 12*1.1\nset temp1_max 70\n"
      "set temp1_crit 90\n");
  const auto read = host.read("nct6775");
  const auto& sensors = host.chip("nct6775").sensors;
  BOOST_REQUIRE(sensors.size() == 4U);
  BOOST_TEST(sensors[0].sensor == "temp1");
  BOOST_TEST(read.details->at(0).label == "Board");
  BOOST_CHECK(read.details->at(0).limits == (limits{{"crit", 90000}, {"max", 70000}}));
  BOOST_TEST(sensors[3].sensor == "in1");
  BOOST_CHECK(read.details->at(3).limits == (limits{{"max", 13200}, {"min", 10000}}));
  BOOST_TEST(read.inputs.at(3).value() == 11840);
  BOOST_TEST(read.raw_inputs.at(3).value() == 2960);
  BOOST_TEST(read.inputs.at(2).value() == 1104);
}

BOOST_AUTO_TEST_CASE(ignored_sensors_are_not_there) {
  const configured_host host("chip \"nct6775-*\"\nignore temp2\nignore in0\nignore fan7\n");
  BOOST_TEST(host.chip("nct6775").sensors.size() == 2U);
  BOOST_TEST(host.read("nct6775").raw_inputs.empty());
  BOOST_TEST(host.chip("jc42").sensors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(chips_are_found_by_bus_and_address) {
  const configured_host host(
      "bus \"i2c-0\" \"SMBus I801 adapter at f040\"\nchip \"jc42-i2c-0-18\"\nlabel temp1 \"DIMM A\"\n"
      "chip \"nvme-pci-0100\"\nlabel temp1 \"Disk\"\n");
  BOOST_TEST(host.read("jc42").details->at(0).label == "DIMM A");
  BOOST_TEST(host.read("nvme").details->at(0).label == "Disk");
}

BOOST_AUTO_TEST_CASE(the_last_chip_line_wins_and_in_it_the_first_statement_but_for_set) {
  const configured_host host(
      "chip \"jc42-*\"\nlabel temp1 \"a\"\nset temp1_max 1\nset temp1_max 2\nchip \"*-i2c-*-*\"\nlabel temp1 \"b\"\n"
      "label temp1 \"c\"\nset temp1_max 3\n");
  const auto details = host.read("jc42").details;
  BOOST_TEST(details->at(0).label == "b");
  BOOST_CHECK(details->at(0).limits == (limits{{"max", 2000}}));
}

BOOST_AUTO_TEST_CASE(variables_are_files_of_the_chip_after_their_own_computation) {
  BOOST_TEST(board("compute temp1 @ + in0_input, @\n")[0].value() == 41104);
  BOOST_TEST(board("compute temp1 @ + in1_input, @\ncompute in1 @*2, @\n")[0].value() == 45920);
  BOOST_TEST(board("compute temp1 temp1_max - @, @\ncompute in1 1, @\n")[0].error() ==
             make_error_code(sensor_errc::implausible));  // its own computation, for ever
}

BOOST_AUTO_TEST_CASE(a_variable_may_be_of_a_sensor_that_is_not_shown) {
  test::sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/x.0",
            {{"name", "x\n"}, {"temp1_input", "40000\n"}, {"in0_input", "1500\n"}, {"in1_input", "1500\n"}});
  const auto source = configured_source(
      make_sysfs_source({.root = tree.root(), .kinds = {sensor_kind::temp}}),
      parse_sensors_config("chip \"x-*\"\ncompute temp1 @ + in0_input, @\ncompute in0 @*2, @\n", "x.conf"), {});
  BOOST_TEST(source->reader(source->discover().devices.at(0))->read(read_scope::inputs).inputs.at(0).value() == 43000);
}

// Files, the configuration of the chip "x-*", and the reading of temp1 for that.
BOOST_AUTO_TEST_CASE(other_files_of_a_sensor_are_variables_in_the_unit_of_libsensors) {
  const std::pair<const char*, std::int64_t> rows[] = {
      {"compute temp1 fan1_div, @\n", 8'000},
      {"compute temp1 fan1_pulses + fan1_div * 2, @\n", 18'000},
      {"compute temp1 temp1_offset * -2, @\n", 3'000},
      {"compute temp1 temp1_highest, @\n", 0},  // computed by itself, in a circle
      {"compute temp1 temp2_highest, @\n", 60'000},
      {"compute temp1 temp2_highest, @\ncompute temp2 @ * 2, @\n", 120'000},
      {"compute temp1 temp2_type, @\ncompute temp2 @ * 2, @\n", 4'000},
      {"compute temp1 temp1_alarm + temp2_fault, @\n", 1'000},
      {"compute temp1 power1_average_interval, @\n", 30'000},
      {"compute temp1 power1_average, @\n", 25'000},
      {"compute temp1 cpu0_vid, @\n", 1'350},
      {"compute temp1 beep_enable, @\n", 1'000},
      {"compute temp1 temp1_label, @\n", 0},
      {"compute temp1 name, @\n", 0},
      {"compute temp1 \"../x\", @\n", 0},
  };
  test::sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/x.0",
            {{"name", "x\n"},
             {"temp1_input", "40000\n"},
             {"temp1_label", "a\n"},
             {"temp1_offset", "-1500\n"},
             {"temp1_alarm", "1\n"},
             {"temp1_highest", "50000\n"},
             {"temp2_input", "41000\n"},
             {"temp2_highest", "60000\n"},
             {"temp2_type", "4\n"},
             {"temp2_fault", "0\n"},
             {"fan1_input", "1200\n"},
             {"fan1_div", "8\n"},
             {"fan1_pulses", "2\n"},
             {"power1_input", "1000000\n"},
             {"power1_average", "25000000\n"},
             {"power1_average_interval", "30000\n"},
             {"cpu0_vid", "1350\n"},
             {"beep_enable", "1\n"}});
  for (const auto& kinds :
       {std::set{sensor_kind::temp}, std::set{sensor_kind::temp, sensor_kind::fan, sensor_kind::power}}) {
    for (const auto& [text, expected] : rows) {
      BOOST_TEST_CONTEXT(text << "and " << kinds.size() << " kinds") {
        const auto source = configured_source(make_sysfs_source({.root = tree.root(), .kinds = kinds}),
                                              parse_sensors_config(std::string("chip \"x-*\"\n") + text, "x.conf"), {});
        const auto input = source->reader(source->discover().devices.at(0))->read(read_scope::inputs).inputs.at(0);
        if (expected != 0)
          BOOST_TEST(input.value() == expected);
        else
          BOOST_TEST(input.error() == make_error_code(sensor_errc::implausible));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(computed_limits_follow_the_readings_and_set_ones_stay) {
  test::sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/x.0",
            {{"name", "x\n"}, {"temp1_input", "40000\n"}, {"temp1_max", "70000\n"}, {"temp2_input", "41000\n"}});
  const auto source = configured_source(
      make_sysfs_source({.root = tree.root()}),
      parse_sensors_config("chip \"x-*\"\ncompute temp1 @ + temp2_input, @\nset temp2_max temp2_input + 9\n", "x.conf"),
      {});
  const auto reader = source->reader(source->discover().devices.at(0));
  const auto first = reader->read(read_scope::inputs).details;
  BOOST_CHECK(first->at(0).limits == (limits{{"max", 111'000}}));
  BOOST_CHECK(first->at(1).limits == (limits{{"max", 50'000}}));
  BOOST_TEST(reader->read(read_scope::inputs).details == first);
  tree.file("devices/platform/x.0/hwmon/hwmon0/temp2_input", "50000\n");
  const auto second = reader->read(read_scope::inputs).details;
  BOOST_CHECK(second->at(0).limits == (limits{{"max", 120'000}}));
  BOOST_CHECK(second->at(1).limits == (limits{{"max", 50'000}}));
}

BOOST_AUTO_TEST_CASE(a_limit_that_means_none_is_left_out_whoever_gives_it) {
  const std::pair<const char*, limits> rows[] = {
      {"set temp1_max 70\n", {{"max", 70'000}}},
      {"set temp1_max 0\n", {}},
      {"set temp1_max 127\n", {}},
      {"set temp1_max 255\n", {}},
      {"set temp1_crit 1000\n", {{"max", 80'000}}},
      {"set temp1_min 0\n", {{"max", 80'000}, {"min", 0}}},
      {"set temp1_min -200\n", {{"max", 80'000}}},
      {"set temp1_max in7_input\n", {{"max", 80'000}}},  // can't be set
      {"compute temp1 @ - 80, @\n", {}},
      {"compute temp1 @ * 2.4, @\n", {{"max", 192'000}}},
      {"compute temp1 @ * 3, @\n", {}},
  };
  for (const auto& [text, expected] : rows) BOOST_TEST_CONTEXT(text) {
      const configured_host host(std::string("chip \"nct6775-*\"\n") + text);
      BOOST_CHECK(host.read("nct6775").details->at(0).limits == expected);
    }
}

BOOST_AUTO_TEST_CASE(what_is_set_is_seen_by_what_follows) {
  const configured_host host(
      "chip \"nct6775-*\"\nset temp1_crit temp1_max + 5\nset temp1_max temp1_max - 10\n"
      "set temp1_emergency temp1_max + 20\ncompute in0 temp1_max, @\ncompute in1 temp1_crit, @\n");
  const auto read = host.read("nct6775");
  BOOST_CHECK(read.details->at(0).limits == (limits{{"crit", 85'000}, {"emergency", 90'000}, {"max", 70'000}}));
  BOOST_TEST(read.inputs[2].value() == 70'000);
  BOOST_TEST(read.inputs[3].error() == make_error_code(sensor_errc::implausible));  // the chip has no temp1_crit
}

// Each twenty times in the next: one path after the other, this would take longer than the world exists.
BOOST_AUTO_TEST_CASE(computations_may_need_each_other_as_deep_as_they_like) {
  test::sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/x.0", {{"name", "x\n"}});
  std::string text = "chip \"x-*\"\n";
  for (int i = 1; i <= 60; ++i) {
    const auto sensor = "temp" + std::to_string(i);
    tree.file("devices/platform/x.0/hwmon/hwmon0/" + sensor + "_input", "40000\n");
    std::string formula = "1";
    for (int part = 0; part < 20; ++part) formula += " + temp" + std::to_string(i + 1) + "_input / 20";
    if (i < 60) text += "compute " + sensor + " " + formula + ", @\n";
  }
  const auto source =
      configured_source(make_sysfs_source({.root = tree.root()}), parse_sensors_config(text, "x.conf"), {});
  const auto reader = source->reader(source->discover().devices.at(0));
  const auto began = std::chrono::steady_clock::now();
  const auto inputs = reader->read(read_scope::inputs).inputs;
  BOOST_TEST((std::chrono::steady_clock::now() - began < std::chrono::seconds(1)));
  BOOST_REQUIRE(inputs.size() == 60U);
  BOOST_TEST(inputs[0].value() == 99'000);
  BOOST_TEST(inputs[58].value() == 41'000);
}

BOOST_AUTO_TEST_CASE(what_is_set_for_a_sensor_that_is_not_shown_is_seen) {
  test::sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/x.0",
            {{"name", "x\n"}, {"temp1_input", "40000\n"}, {"in0_input", "1500\n"}, {"in0_min", "1000\n"}});
  const std::pair<const char*, std::int64_t> rows[] = {{"set in0_min 2 * 4\n", 8'000}, {"", 1'000}};
  for (const auto& [text, expected] : rows) {
    const auto source = configured_source(
        make_sysfs_source({.root = tree.root()}),
        parse_sensors_config(std::string("chip \"x-*\"\ncompute temp1 in0_min, @\n") + text, "x.conf"), {});
    BOOST_TEST(source->reader(source->discover().devices.at(0))->read(read_scope::inputs).inputs.at(0).value() ==
               expected);
  }
}

BOOST_AUTO_TEST_CASE(computations_in_a_circle_have_no_value) {
  const auto inputs = board("compute temp1 in0_input, @\ncompute in0 in1_input, @\ncompute in1 in0_input + @, @\n");
  for (const std::size_t index : {0U, 2U, 3U})
    BOOST_TEST(inputs[index].error() == make_error_code(sensor_errc::implausible));
}

BOOST_AUTO_TEST_CASE(what_can_not_be_computed_is_implausible_and_nothing_else_is_lost) {
  for (const char* text : {"compute in0 1/(@-1.104), @\n", "compute in0 `(0-@), @\n", "compute in0 in7_input, @\n",
                           "compute in0 in0_input, @\n", "compute in0 ^(@*1000), @\n"}) {
    BOOST_TEST_CONTEXT(text) {
      const auto inputs = board(text);
      BOOST_TEST(inputs[2].error() == make_error_code(sensor_errc::implausible));
      BOOST_TEST(inputs[3].value() == 2960);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_reading_without_a_value_is_not_computed) {
  BOOST_TEST(board("compute temp2 20, @\n")[1].error() == make_error_code(sensor_errc::implausible));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
