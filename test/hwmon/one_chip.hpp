#pragma once

#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <memory>
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
  std::string path(const std::string& file) const { return device_ + "/hwmon/hwmon0/" + file; }
  std::string full_path(const std::string& file) const { return tree_.path(path(file)).string(); }
  one_chip& file(const std::string& name, std::string_view content) {
    tree_.file(path(name), content);
    return *this;
  }

  /// A new reader of the chip as it is now.
  std::unique_ptr<hwmon::device_reader> reader() const {
    const auto source = hwmon::make_sysfs_source({.root = tree_.root(), .classes = {hwmon::device_class::hwmon}});
    return source->reader(source->discover().devices.at(0));
  }

 private:
  std::string device_;
  sysfs_tree tree_;
};

}  // namespace cputemp::test
