#include "one_chip.hpp"
#include "scripted_pread.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>

namespace cputemp::hwmon {

namespace {

using test::one_chip;
using test::scripted_pread;
using limits = std::vector<limit>;

limits limits_of(const one_chip& chip) { return chip.reader()->read(read_scope::inputs).details->at(0).limits; }

}  // namespace

BOOST_AUTO_TEST_SUITE(details_suite)

BOOST_AUTO_TEST_CASE(details_hold_label_position_and_limits_of_each_sensor) {
  const one_chip chip{{"name", "coretemp\n"},        {"temp1_input", "50000\n"}, {"temp1_label", "Package id 1\n"},
                      {"temp1_max", "80000\n"},      {"temp1_crit", "100000\n"}, {"temp2_input", "49000\n"},
                      {"temp2_label", " Core\t4\n"}, {"temp3_input", "49000\n"}};
  const std::vector<sensor_details> expected = {
      {"Package id 1", cpu_position{cpu_part::package, 1, std::nullopt}, {{"crit", 100000}, {"max", 80000}}},
      {"Core 4", cpu_position{cpu_part::core, 1, 4}, {}},
      {"", std::nullopt, {}},
  };
  BOOST_CHECK(*chip.reader()->read(read_scope::inputs).details == expected);
}

BOOST_AUTO_TEST_CASE(only_real_limits_are_limits) {
  const one_chip chip{{"temp1_input", "1\n"},          {"temp1_max", "1\n"},
                      {"temp1_max_hyst", "2\n"},       {"temp1_crit", "3\n"},
                      {"temp1_crit_hyst", "4\n"},      {"temp1_emergency", "5\n"},
                      {"temp1_emergency_hyst", "6\n"}, {"temp1_min", "7\n"},
                      {"temp1_min_hyst", "8\n"},       {"temp1_lcrit", "9\n"},
                      {"temp1_lcrit_hyst", "10\n"},    {"temp1_offset", "11\n"},
                      {"temp1_type", "4\n"},           {"temp1_highest", "12\n"},
                      {"temp1_lowest", "13\n"},        {"temp1_auto_point1_temp", "14\n"},
                      {"temp1_rated_max", "15\n"}};
  const limits expected = {{"crit", 3},  {"crit_hyst", 4},   {"emergency", 5}, {"emergency_hyst", 6},
                           {"lcrit", 9}, {"lcrit_hyst", 10}, {"max", 1},       {"max_hyst", 2},
                           {"min", 7},   {"min_hyst", 8}};
  BOOST_CHECK(limits_of(chip) == expected);
}

BOOST_AUTO_TEST_CASE(limits_that_are_not_set_are_left_out) {
  const struct {
    const char* driver;
    const char* file;
    const char* content;
    limits expected;
  } rows[] = {
      {"x\n", "temp1_max", "127000\n", {{"max", 127000}}},
      {"x\n", "temp1_max", "199999\n", {{"max", 199999}}},
      {"x\n", "temp1_max", "200000\n", {}},
      {"x\n", "temp1_max", "0\n", {}},
      {"x\n", "temp1_crit", "-1000\n", {}},
      {"x\n", "temp1_crit", "65261850\n", {}},
      {"x\n", "temp1_crit", "65535\n", {}},
      {"x\n", "temp1_crit", "N/A\n", {}},
      {"it8728\n", "temp1_max", "127000\n", {}},
      {"it8728\n", "temp1_min", "127000\n", {}},
      {"x\n", "temp1_min", "0\n", {{"min", 0}}},
      {"x\n", "temp1_min", "-60000\n", {{"min", -60000}}},
      {"x\n", "temp1_min", "-60001\n", {}},
      {"x\n", "temp1_lcrit", "-273150\n", {}},
      {"x\n", "temp1_min_hyst", "-128000\n", {}},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.driver << row.file << ' ' << row.content)
  BOOST_CHECK(limits_of(one_chip{{"name", row.driver}, {"temp1_input", "1\n"}, {row.file, row.content}}) ==
              row.expected);
}

BOOST_AUTO_TEST_CASE(a_fifo_for_a_label_or_a_limit_is_as_good_as_none) {
  one_chip chip{{"temp1_input", "1\n"}};
  chip.tree().fifo(chip.path("temp1_label")).fifo(chip.path("temp1_max"));
  BOOST_CHECK(*chip.reader()->read(read_scope::inputs).details == std::vector<sensor_details>(1));
}

BOOST_AUTO_TEST_CASE(labels_and_limits_are_read_once) {
  one_chip chip{{"temp1_input", "1\n"}, {"temp1_label", "old\n"}, {"temp1_max", "1000\n"}, {"temp1_crit", "x\n"}};
  const scripted_pread label(chip.full_path("temp1_label"), {});
  const scripted_pread max(chip.full_path("temp1_max"), {});
  const scripted_pread crit(chip.full_path("temp1_crit"), {});
  const auto reader = chip.reader();
  const auto first = reader->read(read_scope::inputs).details;
  chip.file("temp1_label", "new\n");
  BOOST_TEST(reader->read(read_scope::inputs).details == first);
  BOOST_TEST(reader->read(read_scope::inputs_and_alarms).details == first);
  BOOST_TEST(label.calls() == 1);
  BOOST_TEST(max.calls() == 1);
  BOOST_TEST(crit.calls() == 1);
}

BOOST_AUTO_TEST_CASE(a_limit_or_label_that_failed_for_a_reason_that_may_pass_is_tried_again_with_the_alarms) {
  for (const int error : {EAGAIN, EBUSY, ETIMEDOUT, ENODATA, EMFILE, EOPNOTSUPP}) {
    BOOST_TEST_CONTEXT("errno " << error) {
      one_chip chip{{"name", "coretemp\n"}, {"temp1_input", "1\n"}, {"temp1_label", "Package id 0\n"},
                    {"temp1_max", "2\n"},   {"temp1_crit", "3\n"},  {"temp1_min", "4\n"}};
      const scripted_pread crit(chip.full_path("temp1_crit"), {error, error});
      const scripted_pread label(chip.full_path("temp1_label"), {error});
      const auto reader = chip.reader();
      const auto first = reader->read(read_scope::inputs_and_alarms).details;
      BOOST_CHECK(first->at(0) == (sensor_details{"", std::nullopt, {{"max", 2}, {"min", 4}}}));
      BOOST_TEST(reader->read(read_scope::inputs).details == first);
      const cpu_position position{cpu_part::package, 0, std::nullopt};
      const auto second = reader->read(read_scope::inputs_and_alarms).details;
      BOOST_CHECK(second->at(0) == (sensor_details{"Package id 0", position, {{"max", 2}, {"min", 4}}}));
      const auto third = reader->read(read_scope::inputs_and_alarms).details;
      BOOST_CHECK(third->at(0) == (sensor_details{"Package id 0", position, {{"crit", 3}, {"max", 2}, {"min", 4}}}));
      BOOST_TEST(reader->read(read_scope::inputs_and_alarms).details == third);
      BOOST_TEST(crit.calls() == 3);
      BOOST_TEST(label.calls() == 2);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_limit_that_failed_for_good_is_not_tried_again) {
  for (const int error : {EACCES, ENODEV, ENOENT, EISDIR}) {
    BOOST_TEST_CONTEXT("errno " << error) {
      one_chip chip{{"temp1_input", "1\n"}, {"temp1_max", "2\n"}};
      const scripted_pread script(chip.full_path("temp1_max"), {error});
      const auto reader = chip.reader();
      const auto first = reader->read(read_scope::inputs).details;
      BOOST_TEST(reader->read(read_scope::inputs_and_alarms).details == first);
      BOOST_TEST(script.calls() == 1);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
