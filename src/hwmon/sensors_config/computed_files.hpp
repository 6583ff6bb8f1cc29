#pragma once

#include "sensors_config/sensors_config.hpp"

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cputemp::hwmon {

/// The values that the configuration gives to the files of a chip, and those that its expressions need for that. They
/// are in an order in which each comes after all that it needs, so a read evaluates each once; what is in a circle is
/// not in that order, and has no value.
class computed_files {
 public:
  /// Of a chip without its ignored sensors, by the blocks that fit it, which have to outlive this object. The rules run
  /// parallel to the sensors.
  computed_files(std::shared_ptr<const device_description>, std::vector<const chip_block*>, std::vector<sensor_rules>);

  /// Evaluates all for what the driver's reader has just answered. A value that `set` gives stays, as in libsensors,
  /// which writes it to the chip once.
  void evaluate(const readout& from_driver, device_reader& driver);

  bool has_input(std::size_t sensor) const noexcept { return results_[sensor].input.has_value(); }
  bool has_limits(std::size_t sensor) const noexcept { return !results_[sensor].limits.empty(); }
  /// The reading of a sensor that has_input(), in the kernel's units.
  std::optional<std::int64_t> input(std::size_t sensor) const;

  /// The limits of a sensor that has_limits(): those of the driver, except for what is computed or set. Plausible ones
  /// only.
  std::vector<limit> limits(std::size_t sensor, const sensor_details& from_driver) const;

 private:
  struct no_file {};
  struct set_file {
    std::string needed;  ///< the file that has to be there; empty if that is known
  };
  struct input_file {
    std::size_t sensor;
  };
  struct limit_file {
    std::size_t sensor;
    std::string name;
  };
  struct other_file {
    std::string name;
  };

  struct computed_file {
    std::variant<no_file, set_file, input_file, limit_file, other_file> source;
    double units = 1;
    const expression* formula = nullptr;     ///< null: the value is what the driver says
    std::vector<std::size_t> operands = {};  ///< the files that are the formula's variables
  };

  struct sensor_results {
    std::optional<std::size_t> input;
    std::map<std::string, std::size_t> limits;
  };

  void add_sets();
  sensor_results results_of(std::size_t sensor);
  void add_operands(std::size_t index);
  std::size_t index_of(const std::string& name, std::size_t before);
  computed_file driver_file(const std::string& name) const;
  void arrange();
  bool has(const std::string& file) const;
  std::optional<std::size_t> sensor_of(const std::string& file) const;
  static std::optional<double> driver_number(const computed_file&, const readout&, device_reader&);
  std::optional<double> value_of(const computed_file&, const std::optional<double>& driver_number);
  std::optional<std::int64_t> in_kernel_units(std::size_t index) const;

  std::shared_ptr<const device_description> device_;
  std::vector<const chip_block*> blocks_;
  std::vector<sensor_rules> rules_;
  std::vector<computed_file> files_;                      ///< the first ones are those that `set` gives, in its order
  std::map<std::string, std::vector<std::size_t>> sets_;  ///< by name, in the order in which they are set
  std::map<std::string, std::size_t> of_driver_;
  std::vector<std::size_t> order_;
  std::vector<std::optional<double>> values_;  ///< parallel to files_, in the units of libsensors
  std::vector<std::optional<double>> operands_;
  std::vector<sensor_results> results_;
};

}  // namespace cputemp::hwmon
