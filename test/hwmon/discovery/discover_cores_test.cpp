#include "discovery/cpu_list.hpp"
#include "discovery/discovery.hpp"

#include "support/sysfs_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

namespace {

using test::sysfs_tree;
using cores = std::vector<cpu_core>;

void check_cores(const sysfs_tree& tree, const cores& expected) {
  inventory found;
  discover_cores(tree.root(), found);
  BOOST_TEST(found.problems.empty());
  BOOST_REQUIRE(found.cores.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    BOOST_TEST_CONTEXT("core " << i << ": " << found.cores[i].cpus << ' ' << found.cores[i].type)
  BOOST_CHECK(found.cores[i] == expected[i]);
}

std::string directory_of(unsigned cpu) { return "devices/system/cpu/cpu" + std::to_string(cpu) + "/"; }

/// The types in a package with a core for each of these values of a file.
std::vector<std::string> types_by(const char* file, const std::vector<std::string>& values) {
  sysfs_tree tree;
  for (unsigned cpu = 0; cpu < values.size(); ++cpu) {
    const auto number = std::to_string(cpu);
    tree.cpu(number, "0\n", number + "\n");
    if (!values[cpu].empty()) tree.file(directory_of(cpu) + file, values[cpu] + "\n");
  }
  inventory found;
  discover_cores(tree.root(), found);
  std::vector<std::string> types;
  for (const auto& each : found.cores) types.push_back(each.type);
  return types;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(discover_cores_suite)

BOOST_AUTO_TEST_CASE(a_list_is_read_and_written_as_the_kernel_does) {
  for (const char* text : {"0", "0,64", "0-1", "0-3,8,10-11", ""})
    BOOST_TEST(write_cpu_list(parse_cpu_list(std::string(text) + "\n")) == text);
  BOOST_TEST(write_cpu_list(parse_cpu_list("1,x,3-2,-5,0-4294967295,7")) == "1,7");
}

BOOST_AUTO_TEST_CASE(a_core_has_the_cpus_that_share_it) {
  sysfs_tree tree;
  tree.cpu("0", "0\n", "0\n").cpu("1", "0\n", "4\n").cpu("2", "1\n", "0\n").cpu("10", "0\n", "0\n");
  tree.cpu("11", "0\n", "4\n").cpu("3", "-1\n", "0\n");                 // no package is known
  tree.file("devices/system/cpu/cpu4/online", "0\n");                   // offline
  tree.file("devices/system/cpu/cpufreq/policy0/related_cpus", "0\n");  // not a CPU
  check_cores(tree, {{0, 0, "0,10", ""}, {0, 4, "1,11", ""}, {1, 0, "2", ""}});
  check_cores(sysfs_tree(), {});
}

BOOST_AUTO_TEST_CASE(the_types_of_intel_are_those_of_the_performance_counters) {
  sysfs_tree tree;
  tree.cpu("0", "0\n", "0\n").cpu("1", "0\n", "0\n").cpu("2", "0\n", "8\n").cpu("3", "0\n", "32\n");
  tree.file("devices/cpu_core/cpus", "0-1\n").file("devices/cpu_atom/cpus", "2-3\n");
  check_cores(tree, {{0, 0, "0-1", "P"}, {0, 8, "2", "E"}, {0, 32, "3", "E"}});
  // Meteor Lake: the last one has no part in the third cache.
  for (const unsigned cpu : {0U, 1U, 2U}) tree.file(directory_of(cpu) + "cache/index3/level", "3\n");
  check_cores(tree, {{0, 0, "0-1", "P"}, {0, 8, "2", "E"}, {0, 32, "3", "LP-E"}});
  // Arrow Lake: it has counters of its own.
  tree.file("devices/cpu_atom/cpus", "2\n").file("devices/cpu_lowpower/cpus", "3\n");
  tree.file(directory_of(3) + "cache/index3/level", "3\n");
  check_cores(tree, {{0, 0, "0-1", "P"}, {0, 8, "2", "E"}, {0, 32, "3", "LP-E"}});
}

BOOST_AUTO_TEST_CASE(other_types_are_ranks_of_capacity_or_else_of_the_highest_frequency) {
  using texts = std::vector<std::string>;
  const struct {
    const char* file;
    texts values, types;
  } rows[] = {
      {"cpu_capacity", {"446", "446", "1024"}, {"E", "E", "P"}},
      {"cpu_capacity", {"160", "498", "1024"}, {"LP-E", "E", "P"}},
      {"cpu_capacity", {"100", "160", "498", "1024"}, {"LP-E", "LP-E", "E", "P"}},
      {"cpu_capacity", {"1024", "1024"}, {"", ""}},
      {"cpu_capacity", {"1024", "970", "446"}, {"P", "P", "E"}},  // a favoured core
      {"cpu_capacity", {"1024", "", "446"}, {"", "", ""}},        // one that nobody knows
      {"cpufreq/cpuinfo_max_freq", {"5100000", "3300000"}, {"P", "E"}},
      {"cpufreq/cpuinfo_max_freq", {"5700000", "5250000"}, {"", ""}},  // the die with more cache
      {"cpufreq/cpuinfo_max_freq", {"0", "0"}, {"", ""}},
  };
  for (const auto& [file, values, types] : rows) BOOST_TEST_CONTEXT(file << ' ' << values.front())
  BOOST_TEST(types_by(file, values) == types, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
