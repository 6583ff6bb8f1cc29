#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// An expression of `compute` or `set`, as a program for a stack of numbers.
class expression {
 public:
  enum class operation : std::uint8_t { number, source, variable, add, subtract, multiply, divide, negate, exp, log };

  /// The most numbers that may wait for an operation.
  static constexpr std::size_t deepest = 32;

  /// Appends a number, or an operation; not a variable. False if the expression would get deeper than the limit.
  bool append(operation, double number = 0);
  bool append_variable(std::string file);

  /// The files of the chip whose values it needs (`in0_input`), one for each time that it does.
  const std::vector<std::string>& variables() const noexcept { return variables_; }

  /// The value for `@` and for the variables, in the units of libsensors; nothing for what has none: a division by
  /// zero, a logarithm of a negative number, a variable without a value.
  std::optional<double> value(double source, std::span<const std::optional<double>> variables) const;

  /// Whether it always has the same value.
  bool is_constant() const noexcept;

 private:
  struct instruction {
    operation what;
    double number;
  };

  std::vector<instruction> program_;
  std::vector<std::string> variables_;
  std::size_t depth_ = 0;
};

}  // namespace cputemp::hwmon
