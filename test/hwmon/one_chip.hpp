#pragma once

#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::test {

/// A fake /sys with one chip, for cases about reading.
class one_chip {
 public:
  one_chip(file_table files = {}, std::string device = "devices/a/chip") : device_(std::move(device)) {
    tree_.chip("hwmon0", device_, files);
  }

  sysfs_tree& tree() { return tree_; }
  std::filesystem::path root() const { return tree_.root(); }
  std::string path(const std::string& file) const { return device_ + "/hwmon/hwmon0/" + file; }
  std::string full_path(const std::string& file) const { return tree_.path(path(file)).string(); }
  one_chip& file(const std::string& name, std::string_view content) {
    tree_.file(path(name), content);
    return *this;
  }

  /// A new reader of the chip as it is now; it finds these kinds of sensors.
  std::unique_ptr<hwmon::device_reader> reader(std::set<hwmon::sensor_kind> kinds = {hwmon::sensor_kind::temp}) const {
    return reader_of({.root = tree_.root(), .classes = {hwmon::device_class::hwmon}, .kinds = std::move(kinds)});
  }
  /// One that reads all attributes of all kinds.
  std::unique_ptr<hwmon::device_reader> reader_of_all() const {
    return reader_of({.root = tree_.root(), .classes = {hwmon::device_class::hwmon}, .all_attributes = true});
  }

 private:
  static std::unique_ptr<hwmon::device_reader> reader_of(hwmon::sysfs_settings settings) {
    const auto source = hwmon::make_sysfs_source(std::move(settings));
    return source->reader(source->discover().devices.at(0));
  }

  std::string device_;
  sysfs_tree tree_;
};

}  // namespace cputemp::test
