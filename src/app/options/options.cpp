#include "options/options.hpp"

#include <fmt/format.h>

#include <boost/program_options/option.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "options/duration.hpp"
#include "options/flag_table.hpp"
#include "options/flag_values.hpp"

namespace cputemp::app {
namespace {

namespace po = boost::program_options;

constexpr std::string_view environment_prefix = "CPU_TEMP_EXPORTER_";
constexpr std::string_view negation = "no-";

/// What one source has for a flag, and how to name that to its author.
struct finding {
  std::vector<std::string> values;
  std::string where;
};
using findings = std::map<const flag*, finding>;

// ---- the command line ----

/// An option with a value that may be left out, which Boost can only take behind an equals sign.
bool takes_next_argument(std::string_view argument) { return argument == "--health"; }

std::vector<std::string> normalised(std::span<const std::string> arguments) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    result.push_back(arguments[i]);
    if (!takes_next_argument(arguments[i]) || i + 1 == arguments.size() || arguments[i + 1].starts_with('-')) continue;
    const auto& value = arguments[++i];
    if (!value.empty()) result.back() += "=" + value;
  }
  return result;
}

po::options_description command_line_description() {
  po::options_description all;
  for (const auto& f : flags()) {
    const auto add = [&](const std::string& name, const po::value_semantic* semantic) {
      all.add_options()(name.c_str(), semantic, "");
    };
    const std::string name(f.name);
    if (f.kind == flag::shape::toggle || f.kind == flag::shape::collector)
      add(name, po::bool_switch());
    else if (takes_next_argument("--" + name))
      add(name, po::value<std::string>()->implicit_value(""));
    else
      add(name, po::value<std::string>());
    if (f.kind == flag::shape::collector) add(std::string(negation) + name, po::bool_switch());
  }
  return all;
}

po::parsed_options parse_command_line(const std::vector<std::string>& arguments,
                                      const po::options_description& description) {
  using namespace po::command_line_style;
  try {
    return po::command_line_parser(arguments)
        .options(description)
        .style(allow_long | long_allow_adjacent | long_allow_next)
        .run();
  } catch (const po::unknown_option& error) {
    throw usage_error(fmt::format("unknown option {}; --help lists all", error.get_option_name()));
  } catch (const po::error& error) {
    throw usage_error(error.what());
  }
}

findings from_command_line(std::span<const std::string> arguments) {
  const auto description = command_line_description();
  findings result;
  for (const auto& option : parse_command_line(normalised(arguments), description).options) {
    if (option.position_key >= 0)
      throw usage_error(fmt::format("unexpected argument '{}'; options begin with --, and --help lists all",
                                    option.value.empty() ? option.string_key : option.value.front()));
    const std::string_view key = option.string_key;
    const auto* plain = find_flag(key);
    const auto* f = plain ? plain : find_flag(key.substr(negation.size()));
    auto& values = result.try_emplace(f, finding{{}, "--" + option.string_key}).first->second.values;
    const bool has_value = f->kind == flag::shape::value || f->kind == flag::shape::list;
    if (!has_value)
      values.emplace_back(plain ? "true" : "false");
    else if (option.value.empty())
      values.emplace_back();  // it may be left out
    else
      values.push_back(option.value.front());
  }
  return result;
}

// ---- the environment ----

std::string environment_name(const flag& f) {
  std::string name(environment_prefix);
  for (const char c : f.name)
    name += c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

bool only_on_the_command_line(const flag& f) { return f.name == "help" || f.name == "version"; }

findings from_environment(std::span<const std::string> environment, std::vector<std::string>& warnings) {
  std::map<std::string, const flag*, std::less<>> names;
  for (const auto& f : flags())
    if (!only_on_the_command_line(f)) names.emplace(environment_name(f), &f);

  findings result;
  for (const std::string_view entry : environment) {
    const auto name = entry.substr(0, entry.find('='));
    if (!name.starts_with(environment_prefix)) continue;
    const auto known = names.find(name);
    if (known == names.end()) {
      warnings.push_back(fmt::format("the environment variable {} sets no option and is ignored", name));
      continue;
    }
    const auto value = entry.substr(std::min(name.size() + 1, entry.size()));
    auto values = known->second->kind == flag::shape::list ? split_at_commas(value) : std::vector{std::string(value)};
    result[known->second] = {std::move(values), std::string(name)};
  }
  return result;
}

// ---- the file ----

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

po::parsed_options parse_file(const std::string& path, const po::options_description& description) {
  std::ifstream file(path);
  if (!file) throw usage_error(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  std::istringstream text(hide_hashes(file));
  if (file.bad() || !file.eof()) throw usage_error(fmt::format("cannot read {}: it is no regular file", path));
  try {
    return po::parse_config_file(text, description);
  } catch (const po::unknown_option& error) {
    throw usage_error(fmt::format("{}: unknown option {}; --help lists all", path, error.get_option_name()));
  } catch (const po::error& error) {
    throw usage_error(fmt::format("{}: {}; write [section] and name = value", path, error.what()));
  }
}

findings from_file(const std::string& path) {
  po::options_description description;
  for (const auto& f : flags())
    if (!only_on_the_command_line(f) && f.name != "config.file")
      description.add_options()(std::string(f.name).c_str(), po::value<std::string>(), "");

  findings result;
  for (auto& option : parse_file(path, description).options) {
    const auto* f = find_flag(option.string_key);
    auto& values = result.try_emplace(f, finding{{}, path + ": " + option.string_key}).first->second.values;
    std::ranges::replace(option.value.front(), hash_in_a_value, '#');
    values.push_back(std::move(option.value.front()));
  }
  return result;
}

// ---- together ----

void apply(options& to, const flag& f, const finding& found) {
  try {
    f.apply(to, found.values);
  } catch (const usage_error& error) {
    throw usage_error(fmt::format("{}: {}", found.where, error.what()));
  }
}

std::filesystem::path default_sysfs() {
  // A container sees its own, partly masked /sys; the host's is mounted here by convention.
  std::error_code ignored;
  return std::filesystem::is_directory("/host/sys/class", ignored) ? "/host/sys" : "/sys";
}

/// A window holds two samples at least; where nobody said how long it is to be, it grows with the interval.
void fit_window(options& o) {
  const auto shortest = 2 * o.sample.interval;
  if (o.sample.window >= shortest) return;
  if (o.window_given)
    throw usage_error(
        fmt::format("--window is shorter than twice the interval; write {} at least, or lower --sample.interval",
                    write_duration(std::chrono::duration_cast<std::chrono::milliseconds>(shortest))));
  o.sample.window = shortest;
}

void fill_in(options& o) {
  if (o.sysfs.empty()) o.sysfs = default_sysfs();
  if (!o.max_age_given)
    o.sample.max_age = std::max<sampling::boot_clock::duration>(std::chrono::seconds(5), 2 * o.sample.interval);
  fit_window(o);
}

}  // namespace

options read_options(std::span<const std::string> arguments, std::span<const std::string> environment) {
  options result;
  auto all = from_command_line(arguments);
  all.merge(from_environment(environment, result.warnings));
  if (const auto file = all.find(find_flag("config.file")); file != all.end())
    all.merge(from_file(file->second.values.back()));
  for (const auto& f : flags())
    if (const auto found = all.find(&f); found != all.end()) apply(result, f, found->second);
  fill_in(result);
  return result;
}

std::string help_text() {
  constexpr std::size_t width = 100;
  constexpr std::size_t indent = 6;
  std::string text = "Usage: cpu_temp_exporter [options]\n\nServes the temperatures of this host to Prometheus.\n\n";
  for (const auto& f : flags()) {
    text += fmt::format("  --{}", f.name);
    if (!f.argument.empty()) text += fmt::format(" {}", f.argument);
    if (!f.fallback.empty()) text += fmt::format(" (={})", f.fallback);
    std::size_t column = width;
    std::istringstream words{std::string(f.help)};
    for (std::string word; words >> word; column += word.size() + 1) {
      if (column + word.size() > width) {
        text += '\n' + std::string(indent, ' ');
        column = indent;
      } else {
        text += ' ';
      }
      text += word;
    }
    text += '\n';
  }
  text +=
      "\nA collector that is on is switched off by --no-collector.NAME. Each option can also be set in the "
      "environment\n"
      "(CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS for --web.listen-address; lists are separated by commas) and in the\n"
      "file of --config.file. A flag comes before the environment, and that before the file.\n";
  return text;
}

}  // namespace cputemp::app
