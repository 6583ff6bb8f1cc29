#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

using namespace cputemp;
using namespace cputemp::exporter::test;

namespace {

/// A host of which every chip is shown under another name than its driver's.
std::shared_ptr<sampling::snapshot> renamed_host(const cputemp::test::sysfs_tree& tree) {
  const auto source = hwmon::make_sysfs_source({.root = tree.root(), .classes = {hwmon::device_class::hwmon}});
  std::vector<device_pointer> devices;
  for (const auto& discovered : source->discover().devices) {
    auto renamed = std::make_shared<hwmon::device_description>(*discovered);
    renamed->identity = hwmon::chip_identity{discovered->chip()->chip, "my " + discovered->chip()->chip_name};
    const auto read = source->reader(renamed)->read(hwmon::read_scope::inputs_and_alarms);
    auto state = std::make_shared<sampling::device_state>();
    state->description = std::move(renamed);
    state->details = read.details;
    state->inputs = read.inputs;
    devices.push_back(std::move(state));
  }
  return snapshot_of(devices);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(renamed_chip_suite)

BOOST_AUTO_TEST_CASE(a_renamed_chip_keeps_its_kind_the_headline_and_the_sentinels) {
  cputemp::test::sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/coretemp.0",
            {{"name", "coretemp\n"}, {"temp1_input", "50000\n"}, {"temp1_label", "Package id 0\n"}});
  tree.chip(
      "hwmon1", "devices/platform/nct6775.656",
      {{"name", "nct6775\n"}, {"temp1_input", "127000\n"}, {"temp2_input", "40000\n"}, {"temp2_max", "127000\n"}});
  const std::string text = exposed(renamed_host(tree));
  BOOST_TEST(lines_with(text, "cpu_temperature_celsius ") == "cpu_temperature_celsius 50\n");
  BOOST_TEST(
      lines_with(text, "hwmon_temp_celsius{") ==
      R"(hwmon_temp_celsius{chip="platform_coretemp_0",chip_name="my coretemp",kind="package",label="Package id 0",package="0",sensor="temp1"} 50
hwmon_temp_celsius{chip="platform_nct6775_656",chip_name="my nct6775",label="temp2",sensor="temp2"} 40
)");
  BOOST_TEST(lines_with(text, "hwmon_temp_limit_celsius{").empty());
}

BOOST_AUTO_TEST_SUITE_END()
