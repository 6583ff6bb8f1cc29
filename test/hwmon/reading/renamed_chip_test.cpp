#include "one_chip.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

namespace {

using test::file_table;
using test::one_chip;

/// What a chip's reader finds, read under the name that discovery gave the chip, and under another.
struct both_readouts {
  readout as_discovered;
  readout renamed;
};

both_readouts read_under_both_names(const one_chip& chip, const char* driver) {
  const auto source = make_sysfs_source({.root = chip.root(), .classes = {device_class::hwmon}});
  const auto discovered = source->discover().devices.at(0);
  BOOST_TEST(discovered->driver == driver);
  BOOST_TEST(discovered->chip()->chip_name == driver);
  auto renamed = std::make_shared<device_description>(*discovered);
  renamed->identity = chip_identity{"kitchen", "the chip in the kitchen"};
  return {source->reader(discovered)->read(read_scope::inputs), source->reader(renamed)->read(read_scope::inputs)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(renamed_chip_suite)

BOOST_AUTO_TEST_CASE(a_chip_that_is_shown_under_another_name_keeps_its_positions_in_the_cpu) {
  const one_chip coretemp{{"name", "coretemp\n"},
                          {"temp1_input", "50000\n"},
                          {"temp1_label", "Package id 1\n"},
                          {"temp2_input", "49000\n"},
                          {"temp2_label", "Core 4\n"}};
  const auto [as_discovered, renamed] = read_under_both_names(coretemp, "coretemp");
  BOOST_CHECK(as_discovered.details->at(0).cpu == (cpu_position{cpu_part::package, 1, std::nullopt}));
  BOOST_CHECK(as_discovered.details->at(1).cpu == (cpu_position{cpu_part::core, 1, 4}));
  BOOST_CHECK(*renamed.details == *as_discovered.details);
}

BOOST_AUTO_TEST_CASE(it_keeps_its_drivers_sentinels) {
  const one_chip nct{
      {"name", "nct6775\n"}, {"temp1_input", "127000\n"}, {"temp2_input", "40000\n"}, {"temp2_max", "127500\n"}};
  const auto [as_discovered, renamed] = read_under_both_names(nct, "nct6775");
  BOOST_CHECK(as_discovered.inputs == (std::vector<reading>{make_error_code(sensor_errc::implausible), 40000}));
  BOOST_TEST(as_discovered.details->at(1).limits.empty());
  BOOST_CHECK(renamed.inputs == as_discovered.inputs);
  BOOST_CHECK(*renamed.details == *as_discovered.details);
}

BOOST_AUTO_TEST_CASE(it_does_not_become_a_chip_of_the_driver_that_it_is_called_after) {
  const one_chip other{{"name", "other\n"}, {"temp1_input", "127000\n"}, {"temp1_label", "Tctl\n"}};
  const auto source = make_sysfs_source({.root = other.root(), .classes = {device_class::hwmon}});
  for (const char* driver : {"nct6775", "k10temp", "cpu_thermal"}) {
    auto renamed = std::make_shared<device_description>(*source->discover().devices.at(0));
    renamed->identity = chip_identity{driver, driver};
    const readout found = source->reader(renamed)->read(read_scope::inputs);
    BOOST_CHECK(found.inputs == std::vector<reading>{127000});
    BOOST_CHECK(!found.details->at(0).cpu);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
