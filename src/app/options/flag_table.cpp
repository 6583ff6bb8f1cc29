#include "options/flag_table.hpp"

#include <algorithm>
#include <array>

#include "endpoint_table.hpp"
#include "options/flag_values.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

using std::chrono::milliseconds;
using values = flag_values;

void listen_addresses(options& o, values v) {
  for (const auto& text : v)
    if (const auto address = http::parse_listen_address(text); !address) throw usage_error(address.error().message);
  o.listen_addresses.assign(v.begin(), v.end());
}

void telemetry_path(options& o, values v) {
  const auto& path = last(v);
  const bool plain = std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7F && c != '?' && c != '#'; });
  if (!path.starts_with('/') || !plain) refuse(path, "is not a path", "expected a path such as /metrics");
  if (is_reserved_path(path)) refuse(path, "is reserved", "expected another path, such as /metrics");
  o.telemetry_path = path;
}

void sensors_config(options& o, values v) {
  try {
    o.sensors = hwmon::read_sensors_config({v.begin(), v.end()});
  } catch (const hwmon::sensors_config_error& error) {
    throw usage_error(error.what());
  }
}

void sample_interval(options& o, values v) {
  const auto interval = any_duration(v);
  if (interval > milliseconds{0} && interval < milliseconds{10})
    refuse(last(v), "is too short", "expected 10ms at least, or 0 for no background sampling");
  o.sample.interval = interval;
}

void window(options& o, values v) {
  const auto length = any_duration(v);
  if (length < std::chrono::seconds(1)) refuse(last(v), "is too short", "expected 1s at least, and twice the interval");
  o.sample.window = length;
  o.window_given = true;
}

void schema(options& o, values v) {
  constexpr std::array<std::string_view, 3> names = {"native", "node_exporter", "both"};
  o.names = one_of<exporter::schema>(v, names);
}

template <exporter::collector Collector>
void collect(options& o, values v) {
  o.collect.set(static_cast<std::size_t>(Collector), boolean(v));
}

/// Sets an expression of a filter.
template <name_filter source_filter::*Filter, pattern name_filter::*Part>
void filter(options& o, values v) {
  (o.filter.*Filter).*Part = compile_pattern(last(v));
}

void health_url(options& o, values v) {
  o.health = true;
  o.health_url = last(v);
}

void output_file(options& o, values v) {
  if (last(v) == "-")
    o.once = true;
  else
    o.output = last(v);
}

void output_interval(options& o, values v) {
  const auto interval = any_duration(v);
  if (interval > milliseconds{0} && interval < std::chrono::seconds(1))
    refuse(last(v), "is too short", "expected 1s at least, or 0 to write once and exit");
  o.output_interval = interval;
}

constexpr std::array<std::string_view, 4> levels = {"debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 2> formats = {"logfmt", "json"};

using enum flag::shape;
using kind = exporter::collector;

constexpr std::array table = {
    flag{"config.file", value, "FILE", "", "read options from FILE: INI sections, [web] and listen-address = :4000",
         [](options&, values) {}},

    flag{"web.listen-address", list, "ADDRESS", ":4000",
         "where to listen: host:port, :port, [v6]:port, [v4]:port or unix:/path; a list", listen_addresses},
    flag{"web.telemetry-path", value, "PATH", "/metrics", "path of the metrics", telemetry_path},
    flag{"web.disable-exporter-metrics", toggle, "", "", "leave out process_* and cpu_temp_exporter_*",
         [](options& o, values v) { o.exporter_metrics = !boolean(v); }},
    flag{"web.threads", value, "N", "1", "number of threads that serve requests",
         [](options& o, values v) { o.threads = number(v, 1, 256); }},
    flag{"web.max-connections", value, "N", "1024",
         "most connections at a time, 0 for no limit; at the limit the exporter closes one that has not completed a "
         "request, else the one that has been idle longest",
         [](options& o, values v) { o.web.max_connections = number(v, 0, any_number); }},
    flag{"web.max-connections-per-address", value, "N", "64",
         "most connections at a time from one client address, 0 for no limit",
         [](options& o, values v) { o.web.max_connections_per_address = number(v, 0, any_number); }},
    flag{"web.header-timeout", value, "DURATION", "5s",
         "how long a client may take to send the header of a request, or the first byte on a new connection",
         [](options& o, values v) { o.web.header_timeout = time_limit(v); }},
    flag{"web.idle-timeout", value, "DURATION", "5m", "how long a connection may stay open without a request",
         [](options& o, values v) { o.web.idle_timeout = time_limit(v); }},
    flag{"web.write-timeout", value, "DURATION", "10s", "how long a client may stop reading before it is disconnected",
         [](options& o, values v) { o.web.write_timeout = time_limit(v); }},

    flag{"path.sysfs", value, "DIRECTORY", "/host/sys if mounted, else /sys", "where the kernel's sysfs is",
         [](options& o, values v) { o.sysfs = last(v); }},
    flag{"path.procfs", value, "DIRECTORY", "/proc", "where the kernel's procfs is",
         [](options& o, values v) { o.procfs = last(v); }},

    flag{"sample.interval", value, "DURATION", "1s",
         "how often to read the sensors; 0 reads them only when a scrape asks", sample_interval},
    flag{"sample.slow-interval", value, "DURATION", "15s",
         "how often to read slow devices (nvme, drivetemp, one-wire) and all alarms",
         [](options& o, values v) { o.sample.slow_interval = time_limit(v); }},
    flag{"sample.max-age", value, "DURATION", "the longer of 5s and twice the interval",
         "older readings are not served, except from devices that take longer to read",
         [](options& o, values v) {
           o.sample.max_age = any_duration(v);
           o.max_age_given = true;
         }},
    flag{"sample.timeout", value, "DURATION", "1s", "how long a scrape, or --once, waits for sensors at most",
         [](options& o, values v) { o.sample.timeout = time_limit(v); }},

    // Stands before the collectors, since flags are applied in this order.
    flag{"collector.disable-defaults", toggle, "", "", "switch off all collectors except those that are asked for",
         [](options& o, values v) {
           if (boolean(v)) o.collect.reset();
         }},
    flag{"collector.hwmon", collector, "", "on", "read the chips of class/hwmon", collect<kind::hwmon>},
    flag{"collector.thermal_zone", collector, "", "on", "read the zones of class/thermal", collect<kind::thermal_zone>},
    flag{"collector.cooling_device", collector, "", "on", "read the cooling devices of class/thermal",
         collect<kind::cooling_device>},
    flag{"collector.cpu_throttle", collector, "", "on", "read how often CPUs were throttled (Intel only)",
         collect<kind::cpu_throttle>},
    flag{"collector.process", collector, "", "on", "report on this process: process_*", collect<kind::process>},

    flag{"collector.hwmon.kinds", list, "KIND", "temp",
         "which sensors of chips to read: temp, fan, in, curr, power, energy, humidity, freq, pwm, intrusion, or all; "
         "a list",
         [](options& o, values v) { o.kinds = kind_list(v); }},
    flag{"collector.hwmon.chip-include", value, "REGEX", "", "only chips whose `chip` label matches",
         filter<&source_filter::chips, &name_filter::include>},
    flag{"collector.hwmon.chip-exclude", value, "REGEX", "", "no chips whose `chip` label matches",
         filter<&source_filter::chips, &name_filter::exclude>},
    flag{"collector.hwmon.sensor-include", value, "REGEX", "",
         "only sensors of chips whose chip;sensor matches, such as platform_coretemp_0;temp1",
         filter<&source_filter::sensors, &name_filter::include>},
    flag{"collector.hwmon.sensor-exclude", value, "REGEX", "", "no sensors whose chip;sensor matches",
         filter<&source_filter::sensors, &name_filter::exclude>},
    flag{"collector.thermal_zone.zone-include", value, "REGEX", "",
         "only zones whose zone;type matches, such as 7;iwlwifi_1",
         filter<&source_filter::zones, &name_filter::include>},
    flag{"collector.thermal_zone.zone-exclude", value, "REGEX", "", "no zones whose zone;type matches",
         filter<&source_filter::zones, &name_filter::exclude>},
    flag{"collector.cooling_device.device-include", value, "REGEX", "",
         "only cooling devices whose device;type matches, such as 3;Processor",
         filter<&source_filter::cooling_devices, &name_filter::include>},
    flag{"collector.cooling_device.device-exclude", value, "REGEX", "", "no cooling devices whose device;type matches",
         filter<&source_filter::cooling_devices, &name_filter::exclude>},

    flag{"sensors.config", list, "PATH", "",
         "names, computations, limits and sensors to ignore, in the format of libsensors (sensors.conf(5)): a file, or "
         "a "
         "directory of *.conf; a list",
         sensors_config},
    flag{"cpu.sensor", value, "REGEX", "",
         "the CPU's temperature is the hottest of the temperatures whose chip;sensor matches, such as asusec;temp2, "
         "and no "
         "other",
         [](options& o, values v) {
           o.filter.cpu = compile_pattern(last(v));
           o.sample.cpu_is_chosen = o.filter.cpu != nullptr;
         }},

    flag{"window", value, "DURATION", "2m",
         "length of the sliding window for peaks and quantiles: at least 1s and twice the sampling interval; make it "
         "longer than the time between two scrapes",
         window},
    flag{"threshold", list, "CELSIUS", "85",
         "count the time that a CPU package spends at or above this temperature; a list",
         [](options& o, values v) { o.sample.thresholds = celsius_list(v); }},
    flag{"metrics.schema", value, "SCHEMA", "native",
         "names of the sensors' metrics: native, node_exporter (as node_exporter names them) or both", schema},

    flag{"once", toggle, "", "", "read the sensors once, print the metrics and exit",
         [](options& o, values v) { o.once = boolean(v); }},
    flag{"output", value, "FILE", "",
         "as --once, but replace FILE in one step, for a textfile collector; - is standard output", output_file},
    flag{"output.interval", value, "DURATION", "0",
         "stay, and replace the file of --output this often, with the families that need several samples; remove it at "
         "the end",
         output_interval},
    flag{"doctor", toggle, "", "", "show every sensor that is found, and why others are missing, and exit",
         [](options& o, values v) { o.doctor = boolean(v); }},
    flag{"health", value, "[URL]", "",
         "ask a running exporter whether it is healthy, by default at the first listen address, and exit", health_url},
    flag{"demo", toggle, "", "", "serve simulated sensors in place of this host's",
         [](options& o, values v) { o.demo = boolean(v); }},

    flag{"log.level", value, "LEVEL", "info", "debug, info, warn or error",
         [](options& o, values v) { o.level = one_of<log_level>(v, levels); }},
    flag{"log.format", value, "FORMAT", "logfmt", "logfmt or json",
         [](options& o, values v) { o.format = one_of<log_format>(v, formats); }},
    flag{"version", toggle, "", "", "show the version and exit; also -v",
         [](options& o, values v) { o.version = boolean(v); }},
    flag{"help", toggle, "", "", "show this text and exit; also -h", [](options& o, values v) { o.help = boolean(v); }},
};

}  // namespace

std::span<const flag> flags() { return table; }

const flag* find_flag(std::string_view name) {
  const auto found = std::ranges::find(table, name, &flag::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace cputemp::app
