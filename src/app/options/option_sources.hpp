#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "options/flag_table.hpp"

namespace cputemp::app {

/// What one source has for a flag, and how to name that to its author.
struct finding {
  std::vector<std::string> values;  ///< never empty; those of a list are divided already
  std::string where;
};
using findings = std::map<const flag*, finding>;

/// Each throws usage_error.
findings from_command_line(std::span<const std::string> arguments);
findings from_environment(std::span<const std::string> environment, std::vector<std::string>& warnings);
findings from_file(const std::string& path);

/// --help and --version are not options in the environment and in a file.
bool is_for_the_command_line_alone(const flag&);

/// Adds a value to those of a flag; of a list, each of its parts.
void add_value(finding& to, const flag&, std::string_view value);

}  // namespace cputemp::app
