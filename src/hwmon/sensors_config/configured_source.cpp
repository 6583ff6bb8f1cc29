#include "drivers/kind_attributes.hpp"
#include "drivers/plausibility.hpp"
#include "sensors_config/sensors_config.hpp"
#include "sysfs/file_descriptor.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <utility>

namespace cputemp::hwmon {

namespace {

/// How many computations may use each other's results: a circle is noticed by that, as in libsensors.
constexpr int most_steps = 8;

std::optional<std::int64_t> in_kernel_units(const std::optional<double>& value, sensor_kind kind) {
  constexpr double end = 9e18;
  if (!value) return std::nullopt;
  const double scaled = *value * units_in(kind);
  if (!(std::abs(scaled) < end)) return std::nullopt;
  return std::llround(scaled);
}

class configured_reader final : public device_reader {
 public:
  configured_reader(std::unique_ptr<device_reader> whole, std::shared_ptr<const device_description> device,
                    std::shared_ptr<const sensors_config> config)
      : whole_(std::move(whole)),
        device_(std::move(device)),
        config_(std::move(config)),
        blocks_(blocks_of(*config_, *device_)) {
    for (const auto& sensor : device_->sensors) rules_.push_back(rules_of(blocks_, sensor));
    computes_ = std::ranges::any_of(rules_, [](const sensor_rules& each) { return each.compute != nullptr; });
  }

  readout read(read_scope scope) override {
    readout read = whole_->read(scope);
    if (read.details != driver_details_) {
      driver_details_ = read.details;
      details_ = std::make_shared<const std::vector<sensor_details>>(details_of(read));
    }
    if (computes_) {
      read.raw_inputs = read.inputs;
      for (std::size_t i = 0; i < rules_.size(); ++i)
        if (rules_[i].compute != nullptr && read.inputs[i]) read.inputs[i] = computed(read, i);
    }
    read.details = details_;
    return read;
  }

 private:
  std::vector<sensor_details> details_of(const readout& read) const {
    std::vector<sensor_details> details;
    if (driver_details_) details = *driver_details_;
    for (std::size_t i = 0; i < details.size(); ++i) {
      if (const auto* label = rules_[i].label) details[i].label = label->label;
      details[i].limits = limits_of(read, i);
    }
    return details;
  }

  std::vector<limit> limits_of(const readout& read, std::size_t sensor) const {
    const auto kind = device_->sensors[sensor].kind;
    std::vector<limit> limits;
    for (const limit& each : (*driver_details_)[sensor].limits)
      if (const auto value = in_kernel_units(value_of(read, sensor, each.name, 0), kind))
        limits.push_back({each.name, *value});
    for (const auto& [name, statement] : rules_[sensor].limits) {
      const auto value = in_kernel_units(evaluated(read, statement->value, 0, 0), kind);
      if (!value) continue;
      const auto place = std::ranges::lower_bound(limits, name, {}, &limit::name);
      if (place != limits.end() && place->name == name)
        place->value = *value;
      else
        limits.insert(place, {name, *value});
    }
    return limits;
  }

  reading computed(const readout& read, std::size_t sensor) const {
    const auto& what = device_->sensors[sensor];
    const auto value = in_kernel_units(value_of(read, sensor, what.input()->name, 0), what.kind);
    return value && is_in_range(what.kind, *value) ? reading(*value)
                                                   : reading(make_error_code(sensor_errc::implausible));
  }

  std::optional<double> evaluated(const readout& read, const expression& what, double source, int steps) const {
    return what.value(source, [&](std::string_view file) { return value_of_file(read, file, steps + 1); });
  }

  std::optional<double> value_of_file(const readout& read, std::string_view file, int steps) const {
    const auto name = parse_attribute_name(file);
    if (!name || steps == most_steps) return std::nullopt;
    const auto sensor = file.substr(0, file.find('_'));
    const auto known = std::ranges::find(device_->sensors, sensor, &sensor_description::sensor);
    if (known == device_->sensors.end()) return value_of_other(read, sensor, name->kind, file, steps);
    return value_of(read, static_cast<std::size_t>(known - device_->sensors.begin()), name->property, steps);
  }

  /// The value of a file of a sensor that is not shown, such as one of another kind than those that are asked for.
  std::optional<double> value_of_other(const readout& read, std::string_view sensor, sensor_kind kind,
                                       std::string_view file, int steps) const {
    const auto rules = rules_of(blocks_, {.sensor = std::string(sensor), .attributes = {}, .kind = kind});
    if (rules.ignored != nullptr) return std::nullopt;
    const auto raw = read_integer(device_->directory + "/" + std::string(file));
    if (!raw) return std::nullopt;
    return after(rules, read, static_cast<double>(*raw) / units_in(kind), steps);
  }

  /// The value of a file of a sensor, computed, in libsensors' unit.
  std::optional<double> value_of(const readout& read, std::size_t sensor, std::string_view property, int steps) const {
    const auto raw = driver_value(read, sensor, property);
    if (!raw) return std::nullopt;
    return after(rules_[sensor], read, static_cast<double>(*raw) / units_in(device_->sensors[sensor].kind), steps);
  }

  std::optional<double> after(const sensor_rules& rules, const readout& read, double value, int steps) const {
    return rules.compute == nullptr ? value : evaluated(read, rules.compute->from_chip, value, steps);
  }

  std::optional<std::int64_t> driver_value(const readout& read, std::size_t sensor, std::string_view property) const {
    const auto& inputs = read.raw_inputs.empty() ? read.inputs : read.raw_inputs;
    if (const auto* input = device_->sensors[sensor].input(); input != nullptr && input->name == property)
      return inputs[sensor] ? std::optional(*inputs[sensor]) : std::nullopt;
    return driver_details_ ? limit_named((*driver_details_)[sensor], property) : std::nullopt;
  }

  std::unique_ptr<device_reader> whole_;
  std::shared_ptr<const device_description> device_;
  std::shared_ptr<const sensors_config> config_;
  std::vector<const chip_block*> blocks_;
  std::vector<sensor_rules> rules_;  ///< parallel to device_->sensors
  bool computes_ = false;
  std::shared_ptr<const std::vector<sensor_details>> driver_details_;
  std::shared_ptr<const std::vector<sensor_details>> details_;
};

class configuring_source final : public sensor_source {
 public:
  configuring_source(std::unique_ptr<sensor_source> whole, std::shared_ptr<const sensors_config> config,
                     effects_listener tell)
      : whole_(std::move(whole)), config_(std::move(config)), tell_(std::move(tell)) {}

  inventory discover() const override {
    auto found = whole_->discover();
    if (tell_ && !told_.test_and_set()) tell_(effects_of(*config_, found));
    for (auto& device : found.devices)
      if (device->chip()) device = without_ignored(device);
    return found;
  }

  std::unique_ptr<device_reader> reader(std::shared_ptr<const device_description> device) const override {
    auto read = whole_->reader(device);
    if (!device->chip()) return read;
    return std::make_unique<configured_reader>(std::move(read), std::move(device), config_);
  }

 private:
  std::shared_ptr<const device_description> without_ignored(
      const std::shared_ptr<const device_description>& device) const {
    const auto blocks = blocks_of(*config_, *device);
    if (blocks.empty()) return device;
    auto left = *device;
    std::erase_if(left.sensors, [&](const auto& each) { return rules_of(blocks, each).ignored != nullptr; });
    if (left.sensors.size() == device->sensors.size()) return device;
    return std::make_shared<const device_description>(std::move(left));
  }

  std::unique_ptr<sensor_source> whole_;
  std::shared_ptr<const sensors_config> config_;
  effects_listener tell_;
  mutable std::atomic_flag told_;
};

}  // namespace

std::unique_ptr<sensor_source> configured_source(std::unique_ptr<sensor_source> whole,
                                                 std::shared_ptr<const sensors_config> config, effects_listener tell) {
  return std::make_unique<configuring_source>(std::move(whole), std::move(config), std::move(tell));
}

}  // namespace cputemp::hwmon
