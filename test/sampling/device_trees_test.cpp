// The temperature of the CPU on every machine that Linux has a device tree for, with the hwmon chips that the kernel
// can make of thermal zones and without them.
#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;

namespace {

constexpr std::int64_t cool = 40'000;
constexpr std::int64_t hot = 90'000;
constexpr std::int64_t hotter = 100'000;

struct marked_zone {
  std::string type;
  bool is_cpu;
};

struct device_tree {
  std::string name;
  std::vector<marked_zone> zones;
};

std::vector<device_tree> all_trees() {
  std::vector<device_tree> all;
  std::ifstream file(CPUTEMP_FIXTURES "/device_tree_zones.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    device_tree tree;
    std::getline(fields, tree.name, '\t');
    for (std::string type; std::getline(fields, type, '\t');) {
      const bool is_cpu = type.ends_with('*');
      if (is_cpu) type.pop_back();
      tree.zones.push_back({type, is_cpu});
    }
    all.push_back(std::move(tree));
  }
  return all;
}

std::string chip_name(std::string type) {
  std::ranges::replace(type, '-', '_');
  return type + "\n";
}

/// The machine as it is discovered and read; its temperatures can be set, and the chips of its zones taken away.
class machine {
 public:
  explicit machine(const device_tree& tree) {
    test::sysfs_tree sysfs;
    sysfs.directory("class/hwmon");
    sysfs.directory("class/thermal");
    for (std::size_t i = 0; i < tree.zones.size(); ++i) {
      const auto number = std::to_string(i);
      sysfs.zone(number, {{"type", tree.zones[i].type + "\n"}, {"temp", number + "\n"}});
      sysfs.chip("hwmon" + number, "devices/virtual/thermal/thermal_zone" + number,
                 {{"name", chip_name(tree.zones[i].type)}, {"temp1_input", number + "\n"}});
    }
    const auto source = hwmon::make_sysfs_source({.root = sysfs.root()});
    for (const auto& found : source->discover().devices)
      add(source->reader(found)->read(hwmon::read_scope::inputs), found);
  }

  /// The headline if zone i has the temperature i of these.
  std::optional<std::int64_t> headline(const std::vector<std::int64_t>& temperatures, bool with_chips) const {
    snapshot s;
    for (const auto& [state, zone] : devices_) {
      if (state->description->chip() != nullptr && !with_chips) continue;
      state->inputs = {temperatures[zone]};
      s.devices.push_back(state);
    }
    const auto found = hottest_cpu_package(cpu_packages(s));
    return found ? std::optional(found->millidegrees) : std::nullopt;
  }

 private:
  struct device {
    std::shared_ptr<device_state> state;
    std::size_t zone;
  };

  void add(hwmon::readout read, const std::shared_ptr<const hwmon::device_description>& description) {
    auto state = std::make_shared<device_state>();
    state->description = description;
    state->details = read.details;
    devices_.push_back({state, static_cast<std::size_t>(read.inputs.at(0).value())});
  }

  std::vector<device> devices_;
};

void check(const device_tree& tree, const machine& m, bool with_chips) {
  const auto is_cpu = [&](const marked_zone& zone) { return zone.is_cpu; };
  std::vector<std::int64_t> temperatures;
  for (const auto& zone : tree.zones) temperatures.push_back(zone.is_cpu ? cool : hotter);
  const bool has_cpu = std::ranges::any_of(tree.zones, is_cpu);
  BOOST_CHECK(m.headline(temperatures, with_chips) == (has_cpu ? std::optional(cool) : std::nullopt));
  for (std::size_t i = 0; i < tree.zones.size(); ++i) {
    if (!tree.zones[i].is_cpu) continue;
    auto with_one_hot = temperatures;
    with_one_hot[i] = hot;
    BOOST_TEST_CONTEXT(tree.zones[i].type << " is the hottest of the CPU")
    BOOST_CHECK(m.headline(with_one_hot, with_chips) == std::optional(hot));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(device_trees_suite)

BOOST_AUTO_TEST_CASE(the_hottest_zone_of_the_cpu_is_its_temperature_and_no_other_zone) {
  const auto trees = all_trees();
  BOOST_TEST(trees.size() == 201U);
  for (const auto& tree : trees) {
    const machine m(tree);
    for (const bool with_chips : {false, true}) BOOST_TEST_CONTEXT(tree.name << (with_chips ? ", with chips" : ""))
    check(tree, m, with_chips);
  }
}

BOOST_AUTO_TEST_SUITE_END()
