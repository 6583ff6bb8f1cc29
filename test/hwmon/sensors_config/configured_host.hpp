#pragma once

#include <cputemp/hwmon/sensors_config.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>

#include "support/sysfs_tree.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// A board's chip, a module of memory and a disk, seen through a configuration.
class configured_host {
 public:
  explicit configured_host(const std::string& text) {
    tree_.chip("hwmon0", "devices/platform/nct6775.656",
               {{"name", "nct6775\n"},
                {"temp1_input", "40000\n"},
                {"temp1_label", "SYSTIN\n"},
                {"temp1_max", "80000\n"},
                {"temp2_input", "127000\n"},
                {"in0_input", "1104\n"},
                {"in1_input", "2960\n"},
                {"in1_min", "2500\n"}});
    tree_.chip("hwmon1", "devices/pci0000:00/0000:00:1f.4/i2c-3/3-0018",
               {{"name", "jc42\n"}, {"temp1_input", "35000\n"}});
    tree_.file("devices/pci0000:00/0000:00:1f.4/i2c-3/name", "SMBus I801 adapter at f040\n");
    tree_.chip("hwmon2", "devices/pci0000:00/0000:01:00.0/nvme/nvme0",
               {{"name", "nvme\n"}, {"temp1_input", "41000\n"}});
    tree_.link("devices/pci0000:00/0000:01:00.0/nvme/nvme0/subsystem", "../../../../../class/nvme");
    tree_.link("devices/pci0000:00/0000:01:00.0/nvme/nvme0/device", "../../../0000:01:00.0");
    tree_.link("devices/pci0000:00/0000:01:00.0/subsystem", "../../../bus/pci");
    source_ = configured_source(
        make_sysfs_source({.root = tree_.root(), .kinds = {sensor_kind::temp, sensor_kind::in}}),
        parse_sensors_config(text, "x.conf"), [this](const sensors_config_effects& each) { told_.push_back(each); });
    found_ = source_->discover();
  }

  const device_description& chip(const std::string& driver) const { return *pointer(driver); }
  readout read(const std::string& driver) const {
    return source_->reader(pointer(driver))->read(read_scope::inputs_and_alarms);
  }
  const std::vector<sensors_config_effects>& told() const { return told_; }
  void discover_again() const { source_->discover(); }

 private:
  const std::shared_ptr<const device_description>& pointer(const std::string& driver) const {
    for (const auto& each : found_.devices)
      if (each->driver == driver) return each;
    throw std::out_of_range(driver);
  }

  test::sysfs_tree tree_;
  std::vector<sensors_config_effects> told_;
  std::unique_ptr<sensor_source> source_;
  inventory found_;
};

}  // namespace cputemp::hwmon
