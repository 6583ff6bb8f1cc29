#include "doctor/group_summary.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <ostream>

using namespace cputemp;
using namespace cputemp::app;
using lines = std::vector<summary_line>;

namespace cputemp::app {
static std::ostream& operator<<(std::ostream& to, const summary_line& line) {
  return to << line.what << ": " << line.outcome;
}
}  // namespace cputemp::app

namespace {

const hwmon::reading denied = boost::system::error_code(EACCES, boost::system::generic_category());

std::shared_ptr<const std::vector<hwmon::sensor_details>> share(std::vector<hwmon::sensor_details> details) {
  return std::make_shared<const std::vector<hwmon::sensor_details>>(std::move(details));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(group_summary_suite)

BOOST_AUTO_TEST_CASE(cooling_devices_are_told_by_type) {
  hwmon::device_description group;
  group.identity = hwmon::cooling_identity{{{"0", "Processor"}, {"1", "Fan"}, {"2", "Processor"}, {"10", "Processor"}}};
  group.sensors.resize(4, {.sensor = "", .attributes = {}, .kind = hwmon::sensor_kind::cooling_state});
  const hwmon::sensor_details of_ten{"", std::nullopt, {{"max", 10}}};
  const hwmon::sensor_details unknown{"", std::nullopt, {}};
  const hwmon::readout readout{share({of_ten, unknown, of_ten, of_ten}), {0, -1, 3, denied}, nullptr};
  BOOST_TEST(summary_of_cooling(group, readout) ==
                 (lines{{"Fan", "1 device, 0 active: state 0 of 0"},
                        {"Processor",
                         "3 devices, 1 active: state 3 of 10; 1 not read: denied: Permission denied (errno 13)"}}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(throttling_is_told_by_package) {
  using hwmon::cpu_part;
  using hwmon::sensor_kind;
  hwmon::device_description group;
  hwmon::throttle_identity identity;
  std::vector<hwmon::reading> inputs;
  const auto add = [&](sensor_kind kind, const hwmon::cpu_position& at, const hwmon::reading& input) {
    group.sensors.push_back({.sensor = "", .attributes = {}, .kind = kind});
    identity.positions.push_back(at);
    inputs.push_back(input);
  };
  add(sensor_kind::throttle_count, {cpu_part::package, 0, std::nullopt}, 1);
  add(sensor_kind::throttle_time, {cpu_part::package, 0, std::nullopt}, 250);
  for (unsigned core = 0; core < 3; ++core) {
    add(sensor_kind::throttle_count, {cpu_part::core, 0, core}, 2 * core);
    add(sensor_kind::throttle_time, {cpu_part::core, 0, core}, 10);
  }
  add(sensor_kind::throttle_count, {cpu_part::core, 1, 0}, denied);
  add(sensor_kind::throttle_time, {cpu_part::core, 1, 0}, denied);
  group.identity = std::move(identity);
  const hwmon::readout readout{nullptr, inputs, nullptr};
  BOOST_TEST(summary_of_throttling(group, readout) ==
                 (lines{{"package 0", "1 throttle, 250 ms"},
                        {"package 0, 3 cores", "6 throttles, 30 ms, most of core 2: 4"},
                        {"package 1, 0 cores", "0 throttles, 0 ms; 2 not read: denied: Permission denied (errno 13)"}}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
