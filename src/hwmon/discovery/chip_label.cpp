#include "discovery/chip_label.hpp"

#include <cputemp/hwmon/clean_name.hpp>

#include "sysfs/kernel_text.hpp"

#include <filesystem>
#include <map>
#include <utility>

namespace cputemp::hwmon {

namespace {

namespace fs = std::filesystem;

std::string base_name(const chip_origin& chip) {
  const fs::path device = chip.device;
  const std::string parent = clean_name(device.parent_path().filename().string());
  const std::string own = clean_name(device.filename().string());
  if (!own.empty()) return parent.empty() ? own : parent + "_" + own;
  if (std::string name = clean_driver_name(chip.name); !name.empty()) return name;
  return clean_name(fs::path(chip.directory).filename().string());
}

}  // namespace

std::vector<std::string> unique_chip_labels(const std::vector<chip_origin>& chips) {
  std::vector<std::string> labels;
  std::map<std::string, int> with_base;
  std::map<std::pair<std::string, std::string>, int> with_base_and_name;
  for (const chip_origin& chip : chips) {
    const std::string& base = labels.emplace_back(base_name(chip));
    ++with_base[base];
    ++with_base_and_name[{base, clean_driver_name(chip.name)}];
  }
  for (std::size_t i = 0; i < chips.size(); ++i) {
    if (with_base[labels[i]] == 1) continue;
    std::string suffix = clean_driver_name(chips[i].name);
    // node_exporter compares the names before it cleans them, and drops one of two chips that end up alike.
    if (suffix.empty() || with_base_and_name[{labels[i], suffix}] > 1) suffix = clean_name(chips[i].entry);
    labels[i] += "_" + suffix;
  }
  return labels;
}

}  // namespace cputemp::hwmon
