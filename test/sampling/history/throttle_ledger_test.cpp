#include "history/throttle_ledger.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;

namespace {

/// Core 0, read from a CPU, and the package, read from cpu0.
hwmon::device_description read_from(const std::string& cpu) {
  hwmon::device_description d;
  d.identity = hwmon::throttle_identity{};
  d.sensors = {{"core_0_0", {{"input", cpu}}, hwmon::sensor_kind::throttle_count},
               {"core_0_0", {{"input", cpu + "_ms"}}, hwmon::sensor_kind::throttle_time},
               {"package_0", {{"input", "cpu0"}}, hwmon::sensor_kind::throttle_count}};
  return d;
}

const hwmon::reading failed = boost::system::error_code(5, boost::system::generic_category());

std::vector<hwmon::reading> continued(throttle_ledger& counts, std::vector<hwmon::reading> raw) {
  counts.continue_with(raw);
  return raw;
}

using readings = std::vector<hwmon::reading>;

}  // namespace

BOOST_AUTO_TEST_SUITE(throttle_ledger_suite)

BOOST_AUTO_TEST_CASE(a_count_equals_the_kernels_while_its_path_is_the_same) {
  const auto device = read_from("cpu0");
  throttle_ledger counts(device);
  BOOST_TEST((continued(counts, {7, 70, 1}) == readings{7, 70, 1}));
  BOOST_TEST((continued(counts, {9, failed, 1}) == readings{9, failed, 1}));
  BOOST_TEST((continued(counts, {9, 90, 2}) == readings{9, 90, 2}));
}

BOOST_AUTO_TEST_CASE(on_another_path_a_count_grows_by_what_is_added_after_the_first_reading_there) {
  const auto cpu0 = read_from("cpu0");
  const auto cpu4 = read_from("cpu4");
  throttle_ledger counts(cpu0);
  continued(counts, {7, 70, 1});
  counts.carry_over(cpu0, cpu4, same_sensors(cpu0, cpu4));
  BOOST_TEST((continued(counts, {100, 5, 3}) == readings{7, 70, 3}));
  BOOST_TEST((continued(counts, {102, 8, 3}) == readings{9, 73, 3}));
  counts.carry_over(cpu4, cpu0, same_sensors(cpu4, cpu0));
  BOOST_TEST((continued(counts, {failed, 80, 4}) == readings{failed, 73, 4}));
  BOOST_TEST((continued(counts, {8, 81, 4}) == readings{9, 74, 4}));
  BOOST_TEST((continued(counts, {9, 81, 4}) == readings{10, 74, 4}));
}

BOOST_AUTO_TEST_CASE(a_count_never_goes_down) {
  const auto device = read_from("cpu0");
  throttle_ledger counts(device);
  continued(counts, {7, 70, 1});
  BOOST_TEST((continued(counts, {2, 0, 0}) == readings{7, 70, 1}));
  BOOST_TEST((continued(counts, {3, 10, 0}) == readings{8, 80, 1}));
}

BOOST_AUTO_TEST_CASE(a_sensor_that_went_and_came_back_starts_from_zero) {
  const auto both = read_from("cpu0");
  auto without = both;
  without.sensors.pop_back();
  throttle_ledger counts(both);
  continued(counts, {7, 70, 5});
  counts.carry_over(both, without, same_sensors(both, without));
  continued(counts, {7, 70});
  counts.carry_over(without, both, same_sensors(without, both));
  BOOST_TEST((continued(counts, {7, 70, 2}) == readings{7, 70, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
