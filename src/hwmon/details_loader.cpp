#include "details_loader.hpp"

#include "cpu_position.hpp"
#include "descriptor.hpp"
#include "device_traits.hpp"
#include "millidegrees.hpp"
#include "sensor_kind.hpp"
#include "text.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::hwmon {

namespace {

constexpr std::int64_t upper_limit_end = 200'000;

bool is_real_limit(std::string_view driver, limit_side side, std::int64_t millidegrees) {
  if (!is_plausible(driver, millidegrees)) return false;
  return side == limit_side::lower || (millidegrees > 0 && millidegrees < upper_limit_end);
}

bool may_pass(const boost::system::error_code& error) {
  const fault f = classify(error);
  if (f.what == fault_class::ours || f.what == fault_class::asleep) return true;
  if (f.what == fault_class::gone) return false;
  return f.reason == fault_reason::io || f.reason == fault_reason::busy || f.reason == fault_reason::timeout;
}

}  // namespace

details_loader::details_loader(const device_description& device) : device_(device), loaded_(device.sensors.size()) {
  for (std::size_t i = 0; i < device.sensors.size(); ++i) {
    for (const attribute& file : device.sensors[i].attributes)
      if (file.name == "label" || side_of_limit(file.name)) pending_.push_back({i, &file});
  }
}

const std::shared_ptr<const std::vector<sensor_details>>& details_loader::load() {
  std::erase_if(pending_, [&](const pending& p) { return !load(p); });
  if (changed_) publish();
  return published_;
}

bool details_loader::load(const pending& p) {
  sensor_details& details = loaded_[p.sensor];
  const auto side = side_of_limit(p.file->name);
  if (!side) {
    const auto text = read_text(p.file->path);
    if (!text) return may_pass(text.error());
    details.label = clean_label(*text);
    changed_ = true;
    return false;
  }
  const auto value = read_integer(p.file->path);
  if (!value) return may_pass(value.error());
  if (!is_real_limit(driver_of(device_), *side, *value)) return false;
  const auto place =
      std::find_if(details.limits.begin(), details.limits.end(), [&](const limit& l) { return l.name > p.file->name; });
  details.limits.insert(place, {p.file->name, *value});
  changed_ = true;
  return false;
}

void details_loader::publish() {
  std::vector<std::string> labels;
  labels.reserve(loaded_.size());
  for (const sensor_details& details : loaded_) labels.push_back(details.label);
  const auto positions = cpu_positions(driver_of(device_), device_.package, labels);
  for (std::size_t i = 0; i < loaded_.size(); ++i) loaded_[i].cpu = positions[i];
  published_ = std::make_shared<const std::vector<sensor_details>>(loaded_);
  changed_ = false;
}

}  // namespace cputemp::hwmon
