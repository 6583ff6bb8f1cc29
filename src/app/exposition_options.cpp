#include "exposition_options.hpp"

#include <cputemp/http/gzip.hpp>

#include <chrono>
#include <utility>

#include "options/duration.hpp"

namespace cputemp::app {

exporter::exposition_settings exposition_settings(const options& o, std::function<std::uint64_t()> dropped) {
  return {.own_families = o.exporter_metrics,
          .collectors = o.exporter_metrics ? o.collect : o.collect & exporter::all_but_process,
          .names = o.names,
          .kinds = o.kinds,
          .window = write_duration(std::chrono::duration_cast<std::chrono::milliseconds>(o.sample.window)),
          .procfs = o.procfs,
          .dropped_log_lines = std::move(dropped),
          .compress = http::gzip};
}

exporter::exposition_settings file_settings(const options& o, std::function<std::uint64_t()> dropped) {
  auto settings = exposition_settings(o, std::move(dropped));
  settings.collectors &= exporter::all_but_process;
  settings.beside_node_exporter = !o.output.empty();
  return settings;
}

}  // namespace cputemp::app
