#include "output/output_file.hpp"

#include <cputemp/exporter/exposition_settings.hpp>

#include <cstddef>
#include <string>

#include "output/replace_file.hpp"

namespace cputemp::app {

void log_clashes(const options& o, const log& log) {
  using enum exporter::collector;
  if (o.output.empty() || o.names == exporter::schema::native) return;
  const auto has = [&](exporter::collector c) { return o.collect.test(static_cast<std::size_t>(c)); };
  std::string flags;
  if (has(hwmon)) flags += " --no-collector.hwmon";
  if (has(thermal_zone) || has(cooling_device)) flags += " --no-collector.thermal_zone";
  if (!flags.empty())
    log.info("node_exporter has to run with these flags beside this file", {{"flags", flags.substr(1)}});
}

bool write_output(const options& o, const log& log, std::string_view text) {
  const auto error = replace_file(o.output, text);
  if (error)
    log.error("cannot write the file of --output; expected a regular file in a writable directory",
              {{"path", o.output.string()}, {"err", error.message()}});
  return !error;
}

}  // namespace cputemp::app
