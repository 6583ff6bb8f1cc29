#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// An expression of `compute` or `set`, as a program for a stack of numbers.
class expression {
 public:
  enum class operation : std::uint8_t { number, source, variable, add, subtract, multiply, divide, negate, exp, log };

  /// The most numbers that may wait for an operation.
  static constexpr std::size_t deepest = 32;

  struct instruction {
    operation what;
    double number = 0;
    std::string variable = {};
  };

  /// The value of a file of the chip, by the file's name (`in0_input`); nothing if it has none.
  using lookup = std::function<std::optional<double>(std::string_view)>;

  /// False if the expression would get deeper than the limit.
  bool append(instruction);

  /// The value for `@`, in the unit of the sensor; nothing for what has none: a division by zero, a logarithm of a
  /// negative number, a variable without a value.
  std::optional<double> value(double source, const lookup&) const;

  /// Whether it always has the same value.
  bool is_constant() const noexcept;

 private:
  std::vector<instruction> program_;
  std::size_t depth_ = 0;
};

}  // namespace cputemp::hwmon
