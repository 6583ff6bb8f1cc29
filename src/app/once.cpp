#include "commands.hpp"

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include "advice.hpp"
#include "build_info.hpp"
#include "exposition_options.hpp"
#include "notice_log.hpp"
#include "output/output_file.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

namespace asio = boost::asio;

/// Settings for one sweep that waits for slow chips, too.
sampling::settings once_settings(sampling::settings s) {
  s.interval = s.interval.zero();
  s.hear_uevents = false;
  s.sweep_limit = s.timeout;
  s.timeout += s.patience;  // what the first sweep may take, and some time to find the devices
  return s;
}

std::shared_ptr<const sampling::snapshot> sample_once(const options& o, const log& log) {
  asio::io_context context;
  sampling::sampler sampler(context.get_executor(), make_source(o, log), once_settings(o.sample),
                            [&](const sampling::notice& n) {
                              if (const auto line = line_of(n)) log.write(*line);
                            });
  std::shared_ptr<const sampling::snapshot> result;
  const auto sample = [&]() -> asio::awaitable<void> {
    result = co_await sampler.fresh(sampling::boot_clock::time_point::max());
    sampler.stop();
  };
  sampler.start();
  asio::co_spawn(context, sample, [](const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
  context.run();
  return result;
}

}  // namespace

int read_once(const options& o, const log& log) {
  log_clashes(o, log);
  const auto snapshot = sample_once(o, log);
  if (!snapshot) {
    log.error("could not list the sensors in time; raise --sample.timeout");
    return 1;
  }
  if (!has_sensors(*snapshot)) log.warn("no sensors found", {{"advice", no_cpu_advice(o, *snapshot)}});
  exporter::exposition exposition(file_settings(o), build_info(), nullptr);
  const auto text = exposition.make(snapshot, {});
  if (o.output.empty()) {
    const bool written = std::fwrite(text->data(), 1, text->size(), stdout) == text->size() && std::fflush(stdout) == 0;
    if (!written) log.error("cannot write to standard output");
    return written ? 0 : 1;
  }
  return write_output(o, log, *text) ? 0 : 1;
}

}  // namespace cputemp::app
