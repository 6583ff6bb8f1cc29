#include "sensors_config/expression.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace cputemp::hwmon {

namespace {

using operation = expression::operation;

bool is_operand(operation what) noexcept {
  return what == operation::number || what == operation::source || what == operation::variable;
}

bool is_binary(operation what) noexcept { return what >= operation::add && what <= operation::divide; }

std::optional<double> combined(operation what, double left, double right) noexcept {
  switch (what) {
    case operation::add:
      return left + right;
    case operation::subtract:
      return left - right;
    case operation::multiply:
      return left * right;
    default:
      if (right == 0) return std::nullopt;
      return left / right;
  }
}

std::optional<double> changed(operation what, double of) noexcept {
  switch (what) {
    case operation::negate:
      return -of;
    case operation::exp:
      return std::exp(of);
    default:
      if (of < 0) return std::nullopt;
      return std::log(of);
  }
}

}  // namespace

bool expression::append(operation what, double number) {
  if (is_operand(what)) {
    if (depth_ == deepest) return false;
    ++depth_;
  } else if (is_binary(what)) {
    --depth_;
  }
  program_.push_back({what, number});
  return true;
}

bool expression::append_variable(std::string file) {
  variables_.push_back(std::move(file));
  return append(operation::variable);
}

std::optional<double> expression::value(double source, std::span<const std::optional<double>> variables) const {
  std::array<double, deepest> stack{};
  std::size_t size = 0;
  auto variable = variables.begin();
  for (const instruction& each : program_) {
    std::optional<double> result;
    if (each.what == operation::number) {
      result = each.number;
    } else if (each.what == operation::source) {
      result = source;
    } else if (each.what == operation::variable) {
      result = *variable++;
    } else if (is_binary(each.what)) {
      const double right = stack.at(--size);
      result = combined(each.what, stack.at(--size), right);
    } else {
      result = changed(each.what, stack.at(--size));
    }
    if (!result) return std::nullopt;
    stack.at(size++) = *result;
  }
  return stack.front();
}

bool expression::is_constant() const noexcept {
  return std::ranges::all_of(program_, [](const instruction& each) {
    return each.what != operation::source && each.what != operation::variable;
  });
}

}  // namespace cputemp::hwmon
