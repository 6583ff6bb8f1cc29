#include <cputemp/app/run.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "advice.hpp"
#include "build_info.hpp"
#include "commands.hpp"
#include "options/flag_table.hpp"
#include "options/options.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

constexpr int failure_exit = 1;
constexpr int usage_exit = 2;

void print_version() {
  const auto build = build_info();
  fmt::print("cpu_temp_exporter {}{} ({}, Boost {}, {})\n", build.version,
             build.revision.empty() ? "" : " " + build.revision, build.compiler, build.boost, build.arch);
}

int dispatch(const options& o) {
  if (o.help) return fmt::print("{}", help_text()), 0;
  if (o.version) return print_version(), 0;
  if (o.health) return ask_health(o);
  check_sysfs(o);
  if (!o.doctor && !o.once) return o.output_interval > o.output_interval.zero() ? keep_output(o) : serve(o);
  const log log(o.level, o.format);
  for (const auto& warning : o.warnings) log.warn(warning);
  return o.doctor ? examine(o) : read_once(o, log);
}

}  // namespace

int run(std::span<const std::string> arguments, std::span<const std::string> environment) try {
  return dispatch(read_options(arguments, environment));
} catch (const usage_error& error) {
  fmt::print(stderr, "cpu_temp_exporter: {}\n", error.what());
  return usage_exit;
} catch (const std::exception& error) {
  fmt::print(stderr, "cpu_temp_exporter: {}\n", error.what());
  return failure_exit;
}

}  // namespace cputemp::app
