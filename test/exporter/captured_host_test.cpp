#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

using namespace cputemp;

namespace {

using lines = std::multiset<std::string>;

/// A machine with Linux 6.1 and many drivers, read once.
std::shared_ptr<sampling::snapshot> captured_host() {
  const test::temporary_directory directory;
  const std::string command =
      "tar -C '" + directory.path().string() + "' -xf '" CPUTEMP_FIXTURES "/linux-6.1-sysfs.tar.xz'";
  BOOST_REQUIRE(std::system(command.c_str()) == 0);
  const auto source = hwmon::make_sysfs_source({.root = directory.path() / "sys", .all_attributes = true});
  auto snapshot = std::make_shared<sampling::snapshot>();
  for (const auto& device : source->discover().devices) {
    const auto read = source->reader(device)->read(hwmon::read_scope::inputs_and_alarms);
    auto state = std::make_shared<sampling::device_state>();
    state->description = device;
    state->details = read.details;
    state->inputs = read.inputs;
    state->attributes = read.attributes;
    snapshot->devices.push_back(std::move(state));
  }
  return snapshot;
}

lines lines_of(std::istream& in) {
  lines all;
  for (std::string line; std::getline(in, line);)
    if (line.find("node_scrape_collector_") == std::string::npos && !line.starts_with("cpu_temperature_") &&
        line.find(" cpu_temperature_") == std::string::npos)
      all.insert(line);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(captured_host_suite)

BOOST_AUTO_TEST_CASE(its_text_is_node_exporters_except_for_readings_that_mean_nothing) {
  std::ifstream golden(CPUTEMP_FIXTURES "/linux-6.1-node_exporter.prom");
  lines expected = lines_of(golden);
  // These drivers' sentinel for a missing diode; temp3_fault reports it, too.
  for (const char* implausible : {R"(node_hwmon_temp_celsius{chip="i2c_0_0_002e",sensor="temp3"} -128)",
                                  R"(node_hwmon_temp_celsius{chip="i2c_0_0_004a",sensor="temp3"} -128)"})
    BOOST_TEST(expected.erase(implausible) == 1u, implausible);

  exporter::exposition e(
      {.own_families = false, .collectors = exporter::all_but_process, .names = exporter::schema::node_exporter}, {},
      nullptr);
  std::istringstream text(*e.make(captured_host(), {}));
  BOOST_TEST(lines_of(text) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
