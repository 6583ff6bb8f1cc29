#include "discovery/chip_label.hpp"
#include "discovery/cpu_topology.hpp"
#include "discovery/discovery.hpp"
#include "discovery/sensor_files.hpp"
#include "drivers/device_path.hpp"
#include "drivers/driver_table.hpp"
#include "sysfs/kernel_text.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::hwmon {

namespace {

package_rule rule_of(const chip_origin& chip) { return facts_of(clean_driver_name(chip.name)).package; }

std::vector<chip_origin> find_chips(const std::string& root, std::vector<problem>& problems) {
  const std::string directory = root + "/class/hwmon";
  std::vector<chip_origin> chips;
  const auto entries = list_directory(directory);
  if (!entries) {
    problems.push_back({directory, entries.error(), device_class::hwmon});
    return chips;
  }
  // Returns the value, or notes the problem and returns an empty text.
  const auto noted = [&](const std::string& path, const boost::system::result<std::string>& result) {
    if (result) return *result;
    problems.push_back({path, result.error(), device_class::hwmon});
    return std::string();
  };
  for (const std::string& entry : *entries) {
    const std::string path = directory + "/" + entry;
    const std::string resolved = noted(path, resolve_directory(path));
    const bool known =
        std::any_of(chips.begin(), chips.end(), [&](const chip_origin& c) { return c.directory == resolved; });
    if (resolved.empty() || known) continue;  // ids are unique: two links to one chip are one chip
    const std::string device = resolved + "/device";
    const std::string name = resolved + "/name";
    chips.push_back({.entry = entry,
                     .directory = resolved,
                     .device = noted(device, resolve_directory(device)),
                     .name = noted(name, read_optional_text(name))});
  }
  return chips;
}

/// Finds the package of a chip. Looks at all chips first, to know how many nodes AMD's packages have.
class package_finder {
 public:
  package_finder(const std::string& root, const std::vector<chip_origin>& chips) {
    for (const chip_origin& chip : chips) {
      if (rule_of(chip) != package_rule::amd_node) continue;
      if (const auto node = amd_node(chip.device)) nodes_ = std::max<std::size_t>(nodes_, *node + 1);
    }
    if (nodes_ > 0) packages_ = read_cpu_packages(root);
  }

  std::optional<unsigned> package_of(const chip_origin& chip) const {
    const package_rule rule = rule_of(chip);
    if (rule == package_rule::coretemp_device) return coretemp_package(chip.device);
    const auto node = rule == package_rule::amd_node ? amd_node(chip.device) : std::nullopt;
    return node ? package_of_node(*node, nodes_, packages_) : std::nullopt;
  }

 private:
  std::size_t nodes_ = 0;
  std::vector<unsigned> packages_;
};

}  // namespace

void discover_chips(const std::string& root, const sysfs_settings& settings, inventory& found) {
  const std::vector<chip_origin> chips = find_chips(root, found.problems);
  const std::vector<std::string> labels = unique_chip_labels(chips);
  const package_finder packages(root, chips);
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const chip_origin& chip = chips[i];
    auto id = device_id(chip.directory, chip.name);
    if (!id) {
      note_unless_unplugged({chip.directory, id.error(), device_class::hwmon}, found);
      continue;
    }
    const std::string& device = chip.device.empty() ? chip.directory : chip.device;
    device_bus bus = bus_of(device, root);
    const std::string driver = clean_driver_name(chip.name);
    const driver_facts& facts = facts_of(driver);
    found.devices.push_back(std::make_shared<const device_description>(device_description{
        .id = std::move(*id),
        .directory = chip.directory,
        .bus = std::move(bus.path),
        .slow = facts.slow || bus.one_wire,
        .one_wire = facts.one_wire || bus.one_wire,
        .driver = driver,
        .package = packages.package_of(chip),
        .identity = chip_identity{.chip = labels[i], .chip_name = driver},
        .sensors = find_sensors(chip.directory, settings, found.problems),
    }));
  }
}

}  // namespace cputemp::hwmon
