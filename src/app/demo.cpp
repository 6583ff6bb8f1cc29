#include "demo.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "thermal_model.hpp"

namespace cputemp::app {
namespace {

constexpr std::size_t cores_per_package = 32;
constexpr std::int64_t max_millidegrees = 88'000;
constexpr std::int64_t crit_millidegrees = 100'000;

/// Whole degrees, as coretemp gives them.
std::int64_t rounded_millidegrees(double celsius) { return std::llround(celsius) * 1000; }

using alarm_list = std::vector<std::vector<hwmon::alarm>>;
using details_list = std::vector<hwmon::sensor_details>;

/// What demo readers have in common: the time since the last read drives a model.
class demo_reader : public hwmon::device_reader {
 public:
  demo_reader(unsigned seed, std::size_t cores, details_list details)
      : model_(seed, cores), details_(std::make_shared<const details_list>(std::move(details))) {}

  hwmon::readout read(hwmon::read_scope) final {
    const auto now = std::chrono::steady_clock::now();
    model_.advance(now - std::exchange(last_read_, now));
    alarm_list alarms;
    auto inputs = measure(model_, alarms);
    return {details_, std::move(inputs), std::make_shared<const alarm_list>(std::move(alarms))};
  }

 private:
  virtual std::vector<hwmon::reading> measure(const thermal_model&, alarm_list&) const = 0;

  thermal_model model_;
  std::shared_ptr<const details_list> details_;
  std::chrono::steady_clock::time_point last_read_ = std::chrono::steady_clock::now();
};

class demo_package final : public demo_reader {
 public:
  explicit demo_package(unsigned package) : demo_reader(2 * package + 1, cores_per_package, details(package)) {}

 private:
  static details_list details(unsigned package) {
    const std::vector<hwmon::limit> limits = {{"crit", crit_millidegrees}, {"max", max_millidegrees}};
    details_list all = {{"Package id " + std::to_string(package),
                         hwmon::cpu_position{hwmon::cpu_part::package, package, std::nullopt}, limits}};
    for (unsigned core = 0; core < cores_per_package; ++core)
      all.push_back(
          {"Core " + std::to_string(core), hwmon::cpu_position{hwmon::cpu_part::core, package, core}, limits});
    return all;
  }

  std::vector<hwmon::reading> measure(const thermal_model& model, alarm_list& alarms) const override {
    std::vector<hwmon::reading> inputs = {rounded_millidegrees(model.package_celsius())};
    for (std::size_t core = 0; core < cores_per_package; ++core)
      inputs.emplace_back(rounded_millidegrees(model.core_celsius(core)));
    for (const auto& input : inputs) alarms.push_back({{"crit", *input >= crit_millidegrees}});
    return inputs;
  }
};

/// An NVMe disk, whose controller warms up far less than a CPU does.
class demo_disk final : public demo_reader {
 public:
  demo_disk()
      : demo_reader(77, 1, {{"Composite", std::nullopt, {{"crit", 84'850}, {"max", 81'850}, {"min", -5'150}}}}) {}

 private:
  std::vector<hwmon::reading> measure(const thermal_model& model, alarm_list& alarms) const override {
    const double celsius = 34 + (model.package_celsius() - thermal_model::ambient_celsius) * 0.2;
    alarms.push_back({{"alarm", false}});
    return {std::llround(celsius) * 1000 - 150};  // whole kelvins, as NVMe counts
  }
};

struct demo_device {
  std::shared_ptr<const hwmon::device_description> description;
  std::unique_ptr<hwmon::device_reader> (*reader)();
};

demo_device describe(std::string chip, std::string chip_name, std::size_t sensors,
                     std::unique_ptr<hwmon::device_reader> (*reader)()) {
  auto d = std::make_shared<hwmon::device_description>();
  d->id = d->directory = d->bus = chip;
  d->identity = hwmon::chip_identity{std::move(chip), std::move(chip_name)};
  for (std::size_t i = 1; i <= sensors; ++i)
    d->sensors.push_back({"temp" + std::to_string(i), {{"input", "(simulated)"}}});
  return {std::move(d), reader};
}

class demo_source final : public hwmon::sensor_source {
 public:
  hwmon::inventory discover() const override {
    hwmon::inventory found;
    for (const auto& device : devices_) found.devices.push_back(device.description);
    return found;
  }

  std::unique_ptr<hwmon::device_reader> reader(
      std::shared_ptr<const hwmon::device_description> description) const override {
    return std::ranges::find(devices_, description->id, [](const demo_device& d) { return d.description->id; })
        ->reader();
  }

 private:
  std::vector<demo_device> devices_ = {
      describe("demo_coretemp_0", "coretemp", 1 + cores_per_package,
               []() -> std::unique_ptr<hwmon::device_reader> { return std::make_unique<demo_package>(0); }),
      describe("demo_coretemp_1", "coretemp", 1 + cores_per_package,
               []() -> std::unique_ptr<hwmon::device_reader> { return std::make_unique<demo_package>(1); }),
      describe("demo_nvme_0", "nvme", 1,
               []() -> std::unique_ptr<hwmon::device_reader> { return std::make_unique<demo_disk>(); }),
  };
};

}  // namespace

std::unique_ptr<hwmon::sensor_source> make_demo_source() { return std::make_unique<demo_source>(); }

}  // namespace cputemp::app
