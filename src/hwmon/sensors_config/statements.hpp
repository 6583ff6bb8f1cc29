#pragma once

#include "sensors_config/chip_pattern.hpp"
#include "sensors_config/expression.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// A line of a file.
struct config_place {
  std::shared_ptr<const std::string> file;
  std::size_t line = 0;
};

/// `FILE:LINE`.
std::string to_text(const config_place&);

/// Throws sensors_config_error about that line.
[[noreturn]] void fail_at(const config_place&, std::string_view what_is_wrong);

struct label_statement {
  config_place place;
  std::string sensor;  ///< `temp1`
  std::string label;   ///< safe to show
};

struct ignore_statement {
  config_place place;
  std::string sensor;
};

struct compute_statement {
  config_place place;
  std::string sensor;
  expression from_chip;
};

struct set_statement {
  config_place place;
  std::string file;  ///< `temp1_max`
  expression value;
};

/// What follows a `chip` statement, up to the next one.
struct chip_block {
  config_place place;
  std::string names;  ///< as they are written
  std::vector<chip_pattern> patterns;
  std::vector<label_statement> labels = {};
  std::vector<ignore_statement> ignored = {};
  std::vector<compute_statement> computes = {};
  std::vector<set_statement> sets = {};
};

/// Appends the blocks of a file. Throws sensors_config_error.
void parse_statements(std::string_view text, const std::shared_ptr<const std::string>& file,
                      std::vector<chip_block>& blocks);

}  // namespace cputemp::hwmon
