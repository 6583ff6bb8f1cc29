#include "options/options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "options/duration.hpp"
#include "options/flag_values.hpp"
#include "options/option_sources.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

void apply(options& to, const flag& f, const finding& found) {
  const bool is_empty = std::ranges::all_of(found.values, &std::string::empty);
  if (is_empty && !f.argument.starts_with('[')) return;  // the default
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

/// A window holds two samples at least; if its length is not given, it grows with the interval.
void fit_window(options& o) {
  const auto shortest = 2 * o.sample.interval;
  if (o.sample.window >= shortest) return;
  if (o.window_given)
    throw usage_error(
        fmt::format("--window is shorter than twice the interval; expected {} at least, or a lower --sample.interval",
                    write_duration(std::chrono::duration_cast<std::chrono::milliseconds>(shortest))));
  o.sample.window = shortest;
}

/// A file is written once, unless there is an interval.
void fit_output(options& o) {
  const bool stays = o.output_interval > o.output_interval.zero();
  if (stays && o.once) throw usage_error("--output.interval writes a file again and again; expected no --once");
  if (stays && o.output.empty()) throw usage_error("--output.interval: there is no file; expected --output FILE, too");
  if (!stays && !o.output.empty()) o.once = true;
}

void fill_in(options& o) {
  if (o.sysfs.empty()) o.sysfs = default_sysfs();
  if (!o.max_age_given)
    o.sample.max_age = std::max<sampling::boot_clock::duration>(std::chrono::seconds(5), 2 * o.sample.interval);
  fit_window(o);
  fit_output(o);
}

}  // namespace

void add_value(finding& to, const flag& f, std::string_view value) {
  if (f.kind != flag::shape::list) return void(to.values.emplace_back(value));
  for (auto& part : split_at_commas(value)) to.values.push_back(std::move(part));
}

bool is_for_the_command_line_alone(const flag& f) { return f.name == "help" || f.name == "version"; }

options read_options(std::span<const std::string> arguments, std::span<const std::string> environment) {
  options result;
  auto all = from_command_line(arguments);
  all.merge(from_environment(environment, result.warnings));
  if (const auto file = all.find(find_flag("config.file")); file != all.end() && !file->second.values.back().empty())
    all.merge(from_file(file->second.values.back()));
  for (const auto& f : flags())
    if (const auto found = all.find(&f); found != all.end()) apply(result, f, found->second);
  result.in_kubernetes = std::ranges::any_of(
      environment, [](std::string_view entry) { return entry.starts_with("KUBERNETES_SERVICE_HOST="); });
  fill_in(result);
  return result;
}

}  // namespace cputemp::app
