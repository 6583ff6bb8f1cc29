#include "options/flag_table.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "options/flag_values.hpp"

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
  if (!path.starts_with('/') || !plain) refuse(path, "is no path", "write it as /metrics");
  if (path == "/" || path.starts_with("/-/")) refuse(path, "is taken", "choose another path, such as /metrics");
  o.telemetry_path = path;
}

void sample_interval(options& o, values v) {
  const auto interval = any_duration(v);
  if (interval > milliseconds{0} && interval < milliseconds{10})
    refuse(last(v), "is too short", "write 10ms at least, or 0 for no background sampling");
  o.sample.interval = interval;
}

void window(options& o, values v) {
  const auto length = any_duration(v);
  if (length < std::chrono::seconds(1)) refuse(last(v), "is too short", "write 1s at least, and twice the interval");
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

/// Sets one of the expressions of one of the filters.
template <name_filter source_filter::*Filter, pattern name_filter::*Part>
void filter(options& o, values v) {
  (o.filter.*Filter).*Part = compile_pattern(last(v));
}

void directory(std::filesystem::path& to, values v) {
  if (last(v).empty()) refuse(last(v), "is empty", "write the path of a directory");
  to = last(v);
}

void health_url(options& o, values v) {
  o.health = true;
  o.health_url = last(v);
}

void output_file(options& o, values v) {
  if (last(v).empty()) refuse(last(v), "is empty", "write the path of a file");
  o.output = last(v);
  o.once = true;
}

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();
constexpr std::array<std::string_view, 4> levels = {"debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 2> formats = {"logfmt", "json"};

using enum flag::shape;
using kind = exporter::collector;

constexpr std::array table = {
    flag{"config.file", value, "FILE", "", "read options from FILE: INI sections, [web] and listen-address = :4000",
         [](options&, values) {}},

    flag{"web.listen-address", list, "ADDRESS", ":4000",
         "where to listen: host:port, :port, [v6]:port or unix:/path; repeatable", listen_addresses},
    flag{"web.telemetry-path", value, "PATH", "/metrics", "path of the metrics", telemetry_path},
    flag{"web.disable-exporter-metrics", toggle, "", "", "leave out process_* and cpu_temp_exporter_*",
         [](options& o, values v) { o.exporter_metrics = !boolean(v); }},
    flag{"web.threads", value, "N", "1", "threads that serve requests",
         [](options& o, values v) { o.threads = number(v, 1, 256); }},
    flag{"web.max-connections", value, "N", "1024",
         "connections at a time, 0 for no limit; at the limit, room is made by closing one that has not completed a "
         "request, then the longest-idle one",
         [](options& o, values v) { o.web.max_connections = number(v, 0, any_number); }},
    flag{"web.max-connections-per-address", value, "N", "64", "the same for one client address",
         [](options& o, values v) { o.web.max_connections_per_address = number(v, 0, any_number); }},
    flag{"web.header-timeout", value, "DURATION", "5s",
         "for the header of a request, from its first byte, and for the first byte on a new connection",
         [](options& o, values v) { o.web.header_timeout = time_limit(v); }},
    flag{"web.idle-timeout", value, "DURATION", "5m", "for the next request on an open connection",
         [](options& o, values v) { o.web.idle_timeout = time_limit(v); }},
    flag{"web.write-timeout", value, "DURATION", "10s", "for a client that takes no more of its answer",
         [](options& o, values v) { o.web.write_timeout = time_limit(v); }},

    flag{"path.sysfs", value, "DIRECTORY", "/host/sys if mounted, else /sys", "where the kernel's sysfs is",
         [](options& o, values v) { directory(o.sysfs, v); }},
    flag{"path.procfs", value, "DIRECTORY", "/proc", "where the kernel's procfs is",
         [](options& o, values v) { directory(o.procfs, v); }},

    flag{"sample.interval", value, "DURATION", "1s",
         "how often the sensors are read; 0 reads them when a scrape asks, and only then", sample_interval},
    flag{"sample.slow-interval", value, "DURATION", "15s",
         "the same for devices that get a command for each read (nvme, drivetemp, one-wire), and for alarms",
         [](options& o, values v) { o.sample.slow_interval = time_limit(v); }},
    flag{"sample.max-age", value, "DURATION", "the longer of 5s and twice the interval",
         "a reading that is older is not served",
         [](options& o, values v) {
           o.sample.max_age = any_duration(v);
           o.max_age_given = true;
         }},
    flag{"sample.timeout", value, "DURATION", "1s", "the longest that a scrape, or --once, waits for sensors",
         [](options& o, values v) { o.sample.timeout = time_limit(v); }},

    // Stands before the collectors, since flags are applied in this order.
    flag{"collector.disable-defaults", toggle, "", "", "only the collectors that are asked for",
         [](options& o, values v) {
           if (boolean(v)) o.collect.reset();
         }},
    flag{"collector.hwmon", collector, "", "on", "read the chips of class/hwmon", collect<kind::hwmon>},
    flag{"collector.thermal_zone", collector, "", "on", "read the zones of class/thermal", collect<kind::thermal_zone>},
    flag{"collector.cooling_device", collector, "", "on", "read the cooling devices of class/thermal",
         collect<kind::cooling_device>},
    flag{"collector.cpu_throttle", collector, "", "on", "read how often CPUs were throttled (Intel's tell)",
         collect<kind::cpu_throttle>},
    flag{"collector.process", collector, "", "on", "tell about this process: process_*", collect<kind::process>},

    flag{"collector.hwmon.kinds", list, "KIND", "temp",
         "which sensors of chips to read: temp, fan, in, curr, power, energy, humidity, freq, pwm, intrusion, or all; "
         "several are separated by commas",
         [](options& o, values v) { o.kinds = kind_list(v); }},
    flag{"collector.hwmon.chip-include", value, "REGEX", "", "only chips whose label `chip` this is found in",
         filter<&source_filter::chips, &name_filter::include>},
    flag{"collector.hwmon.chip-exclude", value, "REGEX", "", "no chips whose label `chip` this is found in",
         filter<&source_filter::chips, &name_filter::exclude>},
    flag{"collector.hwmon.sensor-include", value, "REGEX", "",
         "only sensors of chips for which this is found in chip;sensor, such as platform_coretemp_0;temp1",
         filter<&source_filter::sensors, &name_filter::include>},
    flag{"collector.hwmon.sensor-exclude", value, "REGEX", "", "no sensors for which this is found in chip;sensor",
         filter<&source_filter::sensors, &name_filter::exclude>},
    flag{"collector.thermal_zone.zone-include", value, "REGEX", "",
         "only zones for which this is found in zone;type, such as 7;iwlwifi_1",
         filter<&source_filter::zones, &name_filter::include>},
    flag{"collector.thermal_zone.zone-exclude", value, "REGEX", "", "no zones for which this is found in zone;type",
         filter<&source_filter::zones, &name_filter::exclude>},
    flag{"collector.cooling_device.device-include", value, "REGEX", "",
         "only cooling devices for which this is found in device;type, such as 3;Processor",
         filter<&source_filter::cooling_devices, &name_filter::include>},
    flag{"collector.cooling_device.device-exclude", value, "REGEX", "",
         "no cooling devices for which this is found in device;type",
         filter<&source_filter::cooling_devices, &name_filter::exclude>},

    flag{"window", value, "DURATION", "2m",
         "length of the sliding window for peaks and quantiles: 1s at least, and twice the interval; longer than a "
         "scrape that is missed",
         window},
    flag{"threshold", list, "CELSIUS", "85",
         "count the time that a CPU package spends at or above this temperature; repeatable",
         [](options& o, values v) { o.sample.thresholds = celsius_list(v); }},
    flag{"metrics.schema", value, "SCHEMA", "native",
         "native, node_exporter (sensors under the names that node_exporter has for them) or both", schema},

    flag{"once", toggle, "", "", "read the sensors once, print the metrics and exit",
         [](options& o, values v) { o.once = boolean(v); }},
    flag{"output", value, "FILE", "", "as --once, but replace FILE in one step: for a textfile collector", output_file},
    flag{"doctor", toggle, "", "", "show every sensor that is found and why others are missing, and exit",
         [](options& o, values v) { o.doctor = boolean(v); }},
    flag{"health", value, "[URL]", "",
         "ask a running exporter whether it is healthy and exit; by default at the first listen address", health_url},
    flag{"demo", toggle, "", "", "serve simulated sensors instead of this host's",
         [](options& o, values v) { o.demo = boolean(v); }},

    flag{"log.level", value, "LEVEL", "info", "debug, info, warn or error",
         [](options& o, values v) { o.level = one_of<log_level>(v, levels); }},
    flag{"log.format", value, "FORMAT", "logfmt", "logfmt or json",
         [](options& o, values v) { o.format = one_of<log_format>(v, formats); }},
    flag{"version", toggle, "", "", "show the version and exit", [](options& o, values v) { o.version = boolean(v); }},
    flag{"help", toggle, "", "", "show this text and exit", [](options& o, values v) { o.help = boolean(v); }},
};

}  // namespace

std::span<const flag> flags() { return table; }

const flag* find_flag(std::string_view name) {
  const auto found = std::ranges::find(table, name, &flag::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace cputemp::app
