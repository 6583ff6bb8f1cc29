#include <fmt/format.h>

#include <boost/program_options/option.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "options/option_sources.hpp"
#include "options/unknown/nearest_name.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

namespace po = boost::program_options;

constexpr char hash_in_a_value = '\x01';  // a control character that no value has

/// Boost takes `#` anywhere in a line for the start of a comment; here it starts one at the start of a line only.
std::string hide_hashes(std::istream& file) {
  std::string text;
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find_first_not_of(" \t");
    if (first != std::string::npos && line[first] == '#') continue;
    std::ranges::replace(line, '#', hash_in_a_value);
    text += line + '\n';
  }
  return text;
}

std::vector<std::string> file_keys() {
  std::vector<std::string> names;
  for (const auto& f : flags())
    if (!is_for_the_command_line_alone(f) && f.name != "config.file") names.emplace_back(f.name);
  return names;
}

po::parsed_options parse_file(const std::string& path) {
  po::options_description description;
  for (const auto& key : file_keys()) description.add_options()(key.c_str(), po::value<std::string>(), "");
  std::ifstream file(path);
  if (!file) throw usage_error(fmt::format("--config.file: cannot read {}: {}", path, std::strerror(errno)));
  std::istringstream text(hide_hashes(file));
  if (file.bad() || !file.eof())
    throw usage_error(fmt::format("--config.file: cannot read {}: it is not a regular file", path));
  try {
    return po::parse_config_file(text, description);
  } catch (const po::unknown_option& error) {
    const auto key = error.get_option_name();
    throw usage_error(fmt::format("{}: unknown option {}{}", path, key,
                                  suggestion(key, file_keys(), "", "--help lists all options")));
  } catch (const po::error& error) {
    throw usage_error(fmt::format("{}: {}; expected [section] and name = value", path, error.what()));
  }
}

}  // namespace

findings from_file(const std::string& path) {
  findings result;
  for (auto& option : parse_file(path).options) {
    const auto* f = find_flag(option.string_key);
    auto& to = result.try_emplace(f, finding{{}, path + ": " + option.string_key}).first->second;
    std::ranges::replace(option.value.front(), hash_in_a_value, '#');
    add_value(to, *f, option.value.front());
  }
  return result;
}

}  // namespace cputemp::app
