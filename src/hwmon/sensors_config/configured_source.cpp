#include "drivers/plausibility.hpp"
#include "sensors_config/computed_files.hpp"
#include "sensors_config/sensors_config.hpp"

#include <atomic>
#include <cstddef>
#include <utility>

namespace cputemp::hwmon {

namespace {

class configured_reader final : public device_reader {
 public:
  configured_reader(std::unique_ptr<device_reader> whole, std::shared_ptr<const device_description> device,
                    std::shared_ptr<const sensors_config> config, const std::vector<const chip_block*>& blocks)
      : whole_(std::move(whole)),
        device_(std::move(device)),
        config_(std::move(config)),
        rules_(rules_of_all(blocks, *device_)),
        computed_(device_, blocks, rules_) {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      computes_inputs_ |= computed_.has_input(i);
      computes_limits_ |= computed_.has_limits(i);
    }
  }

  readout read(read_scope scope) override {
    readout read = whole_->read(scope);
    computed_.evaluate(read, *whole_);
    set_details(read.details);
    read.details = details_;
    if (!computes_inputs_) return read;
    read.raw_inputs = read.inputs;
    for (std::size_t i = 0; i < rules_.size(); ++i)
      if (computed_.has_input(i) && read.inputs[i]) read.inputs[i] = computed_input(i);
    return read;
  }

  std::optional<std::int64_t> read_file(const std::string& name) override { return whole_->read_file(name); }

 private:
  static std::vector<sensor_rules> rules_of_all(const std::vector<const chip_block*>& blocks,
                                                const device_description& device) {
    std::vector<sensor_rules> rules;
    for (const auto& sensor : device.sensors) rules.push_back(rules_of(blocks, sensor));
    return rules;
  }

  void set_details(const std::shared_ptr<const std::vector<sensor_details>>& from_driver) {
    const bool are_same = std::exchange(driver_details_, from_driver) == from_driver && details_ != nullptr;
    if (are_same && !computes_limits_) return;
    std::vector<sensor_details> details(rules_.size());
    if (driver_details_) details = *driver_details_;
    for (std::size_t i = 0; i < details.size(); ++i) {
      if (computed_.has_limits(i)) details[i].limits = computed_.limits(i, details[i]);
      if (const auto* label = rules_[i].label) details[i].label = label->label;
    }
    if (!details_ || *details_ != details)
      details_ = std::make_shared<const std::vector<sensor_details>>(std::move(details));
  }

  reading computed_input(std::size_t sensor) const {
    const auto value = computed_.input(sensor);
    return value && is_in_range(device_->sensors[sensor].kind, *value)
               ? reading(*value)
               : reading(make_error_code(sensor_errc::implausible));
  }

  std::unique_ptr<device_reader> whole_;
  std::shared_ptr<const device_description> device_;
  std::shared_ptr<const sensors_config> config_;
  std::vector<sensor_rules> rules_;  ///< parallel to device_->sensors
  computed_files computed_;
  bool computes_inputs_ = false;
  bool computes_limits_ = false;
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
    const auto blocks = blocks_of(*config_, *device);
    if (blocks.empty()) return read;
    return std::make_unique<configured_reader>(std::move(read), std::move(device), config_, blocks);
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
