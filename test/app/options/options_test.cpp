#include "options/options.hpp"

#include "options/flag_table.hpp"
#include "options/usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::app;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

options read(const strings& arguments, const strings& environment = {}) { return read_options(arguments, environment); }

std::string refusal(const strings& arguments, const strings& environment = {}) {
  try {
    read(arguments, environment);
  } catch (const usage_error& error) {
    return error.what();
  }
  return "accepted";
}

class file {
 public:
  explicit file(std::string_view text)
      : path_(std::filesystem::temp_directory_path() / ("options_test." + std::to_string(::getpid()))) {
    std::ofstream(path_) << text;
  }
  ~file() { std::filesystem::remove(path_); }
  file(const file&) = delete;
  file& operator=(const file&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(options_suite)

BOOST_AUTO_TEST_CASE(the_defaults_are_those_of_the_table_that_help_shows) {
  const auto defaults = read({});
  strings arguments;
  for (const auto& f : flags())
    if (f.kind != flag::shape::collector && !f.fallback.empty() && f.fallback.find(' ') == std::string_view::npos)
      arguments.push_back("--" + std::string(f.name) + "=" + std::string(f.fallback));
  BOOST_TEST(arguments.size() > 12u);
  const auto told = read(arguments);
  BOOST_TEST(told.listen_addresses == defaults.listen_addresses, boost::test_tools::per_element());
  BOOST_TEST(told.telemetry_path == defaults.telemetry_path);
  BOOST_TEST(told.threads == defaults.threads);
  BOOST_TEST(told.web.max_connections == defaults.web.max_connections);
  BOOST_TEST(told.web.max_connections_per_address == defaults.web.max_connections_per_address);
  BOOST_TEST((told.web.header_timeout == defaults.web.header_timeout));
  BOOST_TEST((told.web.idle_timeout == defaults.web.idle_timeout));
  BOOST_TEST((told.web.write_timeout == defaults.web.write_timeout));
  BOOST_TEST(told.procfs == defaults.procfs);
  BOOST_TEST((told.sample.interval == defaults.sample.interval));
  BOOST_TEST((told.sample.slow_interval == defaults.sample.slow_interval));
  BOOST_TEST((told.sample.timeout == defaults.sample.timeout));
  BOOST_TEST((told.level == defaults.level));
  BOOST_TEST((told.format == defaults.format));
  BOOST_TEST(defaults.collect == exporter::all_collectors);
  BOOST_TEST((told.kinds == defaults.kinds));
  BOOST_TEST((told.sample.window == defaults.sample.window));
  BOOST_TEST(told.sample.thresholds == defaults.sample.thresholds, boost::test_tools::per_element());
  BOOST_TEST((told.names == defaults.names));
}

BOOST_AUTO_TEST_CASE(the_maximum_age_follows_the_interval) {
  BOOST_TEST((read({}).sample.max_age == 5s));
  BOOST_TEST((read({"--sample.interval=0"}).sample.max_age == 5s));
  BOOST_TEST((read({"--sample.interval=1m"}).sample.max_age == 2min));
  BOOST_TEST((read({"--sample.interval=1m", "--sample.max-age=10s"}).sample.max_age == 10s));
}

BOOST_AUTO_TEST_CASE(a_value_stands_behind_an_equals_sign_or_in_the_next_argument) {
  BOOST_TEST((read({"--sample.interval=2s"}).sample.interval == 2s));
  BOOST_TEST((read({"--sample.interval", "2s"}).sample.interval == 2s));
  BOOST_TEST((read({"--sample.interval=2s", "--sample.interval=3s"}).sample.interval == 3s));
}

BOOST_AUTO_TEST_CASE(lists_are_repeated_or_divided_by_commas_in_every_source) {
  const strings two = {":1", "unix:/s"};
  const file repeated("[web]\nlisten-address = :1\nlisten-address = unix:/s\n");
  struct row {
    strings arguments;
    strings environment;
  };
  for (const auto& [arguments, environment] : {
           row{{"--web.listen-address=:1", "--web.listen-address", "unix:/s"}, {}},
           row{{"--web.listen-address=:1,unix:/s"}, {}},
           row{{"--web.listen-address", " :1 , unix:/s "}, {}},
           row{{}, {"CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS=:1,unix:/s"}},
           row{{}, {"CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS=:1, unix:/s"}},
           row{{"--config.file=" + repeated.path()}, {}},
       })
    BOOST_TEST(read(arguments, environment).listen_addresses == two, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_list_in_a_file_is_divided_by_commas_too) {
  const file config("[web]\nlisten-address = :1, unix:/s\n");
  BOOST_TEST(read({"--config.file=" + config.path()}).listen_addresses == (strings{":1", "unix:/s"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_flag_comes_before_the_environment_and_that_before_the_file) {
  const file config("[web]\ntelemetry-path = /file\nthreads = 2\n[sample]\ninterval = 2s\n");
  const strings environment = {"CPU_TEMP_EXPORTER_WEB_TELEMETRY_PATH=/environment", "CPU_TEMP_EXPORTER_WEB_THREADS=3",
                               "CPU_TEMP_EXPORTER_CONFIG_FILE=" + config.path()};
  const auto o = read({"--web.telemetry-path=/flag"}, environment);
  BOOST_TEST(o.telemetry_path == "/flag");
  BOOST_TEST(o.threads == 3u);
  BOOST_TEST((o.sample.interval == 2s));
}

BOOST_AUTO_TEST_CASE(the_last_word_on_a_collector_counts) {
  const auto reads_chips = [](const strings& arguments, const strings& environment = {}) {
    return read(arguments, environment).collect.test(static_cast<std::size_t>(exporter::collector::hwmon));
  };
  BOOST_TEST(!reads_chips({"--no-collector.hwmon"}));
  BOOST_TEST(reads_chips({"--no-collector.hwmon", "--collector.hwmon"}));
  BOOST_TEST(!reads_chips({"--collector.hwmon", "--no-collector.hwmon"}));
  BOOST_TEST(!reads_chips({}, {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON=false"}));
  BOOST_TEST(reads_chips({"--collector.hwmon"}, {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON=false"}));
}

BOOST_AUTO_TEST_CASE(every_collector_has_its_flag) {
  BOOST_TEST(read({"--collector.disable-defaults"}).collect.none());
  for (std::size_t i = 0; i < exporter::collector_names.size(); ++i) {
    const auto name = "collector." + std::string(exporter::collector_names[i]);
    BOOST_TEST_CONTEXT(name) {
      const auto only = exporter::collector_set().set(i);
      BOOST_TEST(read({"--" + name, "--collector.disable-defaults"}).collect == only);
      BOOST_TEST(read({"--no-" + name}).collect == ~only);
    }
  }
}

BOOST_AUTO_TEST_CASE(kinds_are_repeated_or_divided_by_commas_everywhere) {
  using enum hwmon::sensor_kind;
  using kinds = std::set<hwmon::sensor_kind>;
  struct row {
    strings arguments;
    kinds expected;
  };
  for (const auto& [arguments, expected] : {
           row{{"--collector.hwmon.kinds=fan"}, {fan}},
           row{{"--collector.hwmon.kinds=temp, fan,temp"}, {temp, fan}},
           row{{"--collector.hwmon.kinds=pwm", "--collector.hwmon.kinds=in,curr"}, {in, curr, pwm}},
           row{{"--collector.hwmon.kinds=all"}, {temp, fan, in, curr, power, energy, humidity, freq, pwm, intrusion}},
       })
    BOOST_TEST((read(arguments).kinds == expected));
  BOOST_TEST((read({}, {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON_KINDS=temp,power"}).kinds == kinds{temp, power}));
  const file config("[collector.hwmon]\nkinds = temp,freq\n");
  BOOST_TEST((read({"--config.file", config.path()}).kinds == kinds{temp, freq}));
}

BOOST_AUTO_TEST_CASE(thresholds_are_sorted_and_each_is_there_once) {
  const std::vector<double> sorted = {-60, 0, 82.5, 200};
  BOOST_TEST(read({"--threshold=200", "--threshold=82.5", "--threshold=-0", "--threshold=-60", "--threshold=82.50"})
                     .sample.thresholds == sorted,
             boost::test_tools::per_element());
  BOOST_TEST(read({"--threshold=0,200", "--threshold", "82.5, -60"}).sample.thresholds == sorted,
             boost::test_tools::per_element());
  BOOST_TEST(read({}, {"CPU_TEMP_EXPORTER_THRESHOLD=0,200,82.5,-60"}).sample.thresholds == sorted,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_window_is_as_long_as_two_intervals_at_least) {
  BOOST_TEST((read({}).sample.window == 2min));
  BOOST_TEST((read({"--window=1s", "--sample.interval=500ms"}).sample.window == 1s));
  BOOST_TEST((read({"--window=1s", "--sample.interval=0"}).sample.window == 1s));
  BOOST_TEST((read({"--sample.interval=5m"}).sample.window == 10min));  // unasked, it grows
}

BOOST_AUTO_TEST_CASE(a_regular_expression_is_one_value_in_every_source) {
  const std::string expression = "^a{1,2}#b;temp[12]$";
  const file config("[collector.hwmon]\nchip-exclude = " + expression + "\n");
  for (const auto& o : {read({"--collector.hwmon.chip-exclude=" + expression}),
                        read({}, {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON_CHIP_EXCLUDE=" + expression}),
                        read({"--config.file", config.path()})}) {
    BOOST_TEST(!o.filter.chips.passes("aa#b;temp2"));
    BOOST_TEST(o.filter.chips.passes("aaa#b;temp2"));
  }
}

BOOST_AUTO_TEST_CASE(each_expression_belongs_to_its_filter) {
  const auto o = read({"--collector.hwmon.chip-include=a", "--collector.hwmon.chip-exclude=b",
                       "--collector.hwmon.sensor-include=c", "--collector.hwmon.sensor-exclude=d",
                       "--collector.thermal_zone.zone-include=e", "--collector.thermal_zone.zone-exclude=f",
                       "--collector.cooling_device.device-include=g", "--collector.cooling_device.device-exclude=h"});
  const auto passing = [](const name_filter& filter) {
    std::string letters;
    for (char c = 'a'; c <= 'h'; ++c)
      if (std::string name{c}; filter.passes(name)) letters += c;
    return letters;
  };
  BOOST_TEST(passing(o.filter.chips) == "a");
  BOOST_TEST(passing(o.filter.sensors) == "c");
  BOOST_TEST(passing(o.filter.zones) == "e");
  BOOST_TEST(passing(o.filter.cooling_devices) == "g");
  BOOST_TEST(!o.filter.chips.passes("ab"));
  BOOST_TEST(!o.filter.sensors.passes("cd"));
  BOOST_TEST(!o.filter.zones.passes("ef"));
  BOOST_TEST(!o.filter.cooling_devices.passes("gh"));
}

BOOST_AUTO_TEST_CASE(in_a_file_a_hash_starts_a_comment_at_the_start_of_a_line_only) {
  const file config("# comment\n  # another\n[path]\nsysfs = /a#b\n");
  BOOST_TEST(read({"--config.file", config.path()}).sysfs == "/a#b");
}

BOOST_AUTO_TEST_CASE(health_may_have_a_url) {
  BOOST_TEST(!read({}).health);
  BOOST_TEST(read({"--health"}).health);
  BOOST_TEST(read({"--health"}).health_url.empty());
  BOOST_TEST(read({"--health", ""}).health_url.empty());
  BOOST_TEST(read({"--health", "http://x:1"}).health_url == "http://x:1");
  BOOST_TEST(read({"--health=http://x:1"}).health_url == "http://x:1");
  const auto o = read({"--health", "--web.listen-address=:1"});
  BOOST_TEST(o.health_url.empty());
  BOOST_TEST(o.listen_addresses.front() == ":1");
}

BOOST_AUTO_TEST_CASE(an_unknown_variable_with_the_prefix_warns_and_names_the_nearest_one) {
  const auto o = read({}, {"CPU_TEMP_EXPORTER_SAMPLE_INTERVALL=2s", "PATH=/bin", "CPU_TEMP_EXPORTER_HELP=true",
                           "CPU_TEMP_EXPORTER_PORT=9100", "CPU_TEMP_EXPORTER_LISTEN_ADDRESS=:1"});
  BOOST_TEST(o.warnings == (strings{"the environment variable CPU_TEMP_EXPORTER_SAMPLE_INTERVALL sets no option; did "
                                    "you mean CPU_TEMP_EXPORTER_SAMPLE_INTERVAL?",
                                    "the environment variable CPU_TEMP_EXPORTER_HELP sets no option; it is ignored",
                                    "the environment variable CPU_TEMP_EXPORTER_PORT sets no option; it is ignored",
                                    "the environment variable CPU_TEMP_EXPORTER_LISTEN_ADDRESS sets no option; did you "
                                    "mean CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS?"}),
             boost::test_tools::per_element());
  BOOST_TEST(!o.help);
}

BOOST_AUTO_TEST_CASE(the_variables_that_kubernetes_sets_for_services_do_not_warn) {
  for (const std::string service : {"CPU_TEMP_EXPORTER", "CPU_TEMP_EXPORTER_METRICS"}) {
    const strings environment = {service + "_SERVICE_HOST=10.0.0.1",
                                 service + "_SERVICE_PORT=4000",
                                 service + "_SERVICE_PORT_METRICS=4000",
                                 service + "_PORT=tcp://10.0.0.1:4000",
                                 service + "_PORT_4000_TCP=tcp://10.0.0.1:4000",
                                 service + "_PORT_4000_TCP_PROTO=tcp",
                                 service + "_PORT_4000_TCP_PORT=4000",
                                 service + "_PORT_4000_TCP_ADDR=10.0.0.1"};
    BOOST_TEST(read({}, environment).warnings.empty());
  }
  BOOST_TEST(!read({}).in_kubernetes);
  BOOST_TEST(read({}, {"KUBERNETES_SERVICE_HOST=10.0.0.1"}).in_kubernetes);
}

BOOST_AUTO_TEST_CASE(an_empty_value_is_the_default) {
  const file config("[sample]\ninterval =\n[web]\nthreads = 2\n");
  const strings environment = {"CPU_TEMP_EXPORTER_WEB_THREADS=", "CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS=",
                               "CPU_TEMP_EXPORTER_OUTPUT=", "CPU_TEMP_EXPORTER_CONFIG_FILE=" + config.path()};
  const auto o = read({"--sample.max-age=", "--path.sysfs", ""}, environment);
  BOOST_TEST(o.threads == 1u);  // the file has 2, but the environment comes first
  BOOST_TEST((o.sample.interval == 1s));
  BOOST_TEST((o.sample.max_age == 5s));
  BOOST_TEST(o.sysfs == read({}).sysfs);
  BOOST_TEST(o.listen_addresses == strings{":4000"}, boost::test_tools::per_element());
  BOOST_TEST(!o.once);
}

BOOST_AUTO_TEST_CASE(each_line_of_the_services_environment_file_is_valid_as_it_stands_and_changes_nothing) {
  std::ifstream lines(CPUTEMP_FIXTURES "/../../etc/systemd/cpu_temp_exporter.default");
  strings environment;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("#CPU_TEMP_EXPORTER_")) environment.push_back(line.substr(1));
  BOOST_TEST(environment.size() > 30u);
  const auto defaults = read({});
  const auto all = read({}, environment);
  BOOST_TEST(all.warnings.empty());
  BOOST_TEST(all.sysfs == defaults.sysfs);
  BOOST_TEST((all.sample.max_age == defaults.sample.max_age));
  BOOST_TEST((all.sample.window == defaults.sample.window));
  BOOST_TEST(all.sample.thresholds == defaults.sample.thresholds, boost::test_tools::per_element());
  BOOST_TEST(all.collect == defaults.collect);
  BOOST_TEST(!all.filter.hides_sensors());
  for (const auto& line : environment) BOOST_TEST(refusal({}, {line}) == "accepted", line);
}

BOOST_AUTO_TEST_CASE(the_output_may_be_standard_output) {
  BOOST_TEST(read({"--output", "-"}).once);
  BOOST_TEST(read({"--output", "-"}).output.empty());
  BOOST_TEST(read({"--output=x.prom"}).output == "x.prom");
  BOOST_TEST(read({"--output=x.prom"}).once);
  BOOST_TEST(!read({"--output=x.prom", "--output.interval=1s"}).once);
  BOOST_TEST(read({"--output=--x"}).output == "--x");
}

BOOST_AUTO_TEST_CASE(the_short_names_that_people_try) {
  BOOST_TEST(read({"-h"}).help);
  BOOST_TEST(read({"-v"}).version);
}

BOOST_AUTO_TEST_CASE(a_refusal_names_the_option_says_what_is_wrong_and_what_is_expected) {
  struct row {
    strings arguments;
    std::string_view message;
  };
  for (const auto& [arguments, message] : {
           row{{"--nonsense"}, "unknown option --nonsense; --help lists all options"},
           row{{"--web.listen=:1"}, "unknown option --web.listen; did you mean --web.listen-address?"},
           row{{"--sample.intervall", "1s"}, "unknown option --sample.intervall; did you mean --sample.interval?"},
           row{{"--listen-address=:1"}, "unknown option --listen-address; did you mean --web.listen-address?"},
           row{{"--no-collector.hwmom"}, "unknown option --no-collector.hwmom; did you mean --no-collector.hwmon?"},
           row{{"--path.rootfs=/host"},
               "unknown option --path.rootfs: it is node_exporter's and has no meaning here; drop it"},
           row{{"--no-collector.cpu"},
               "unknown option --no-collector.cpu: it is node_exporter's and has no meaning here; drop it"},
           row{{"--collector.textfile.directory", "x"},
               "unknown option --collector.textfile.directory: it is node_exporter's and has no meaning here; drop it"},
           row{{"--output.interval=10s"}, "--output.interval: there is no file; expected --output FILE, too"},
           row{{"--output=x.prom", "--output.interval=10ms"},
               "--output.interval: '10ms' is too short; expected 1s at least, or 0 to write once and exit"},
           row{{"--once", "--output=x.prom", "--output.interval=10s"},
               "--output.interval writes a file again and again; expected no --once"},
           row{{"--no-once"}, "unknown option --no-once; did you mean --once?"},
           row{{"here"}, "unexpected argument 'here'; options begin with --, and --help lists all"},
           row{{"-x"}, "unexpected argument '-x'; options begin with --, and --help lists all"},
           row{{""}, "unexpected argument ''; options begin with --, and --help lists all"},
           row{{"--sample.interval"}, "--sample.interval: the value is missing; expected --sample.interval DURATION"},
           row{{"--output", "--log.level=error"},
               "--output: '--log.level=error' is an option and not a value; expected --output FILE"},
           row{{"--once=yes"}, "--once: 'yes' is not expected; the option takes no value"},
           row{{"--no-collector.hwmon=true"},
               "--no-collector.hwmon: 'true' is not expected; the option takes no value"},
           row{{"--sample.interval=x"},
               "--sample.interval: 'x' is not a duration; expected a value such as 250ms, 5s or 1m30s"},
           row{{"--sample.interval=1ms"},
               "--sample.interval: '1ms' is too short; expected 10ms at least, or 0 for no background sampling"},
           row{{"--sample.timeout=0"}, "--sample.timeout: '0' is too short; expected more than 0"},
           row{{"--web.threads=0"}, "--web.threads: '0' is out of range; expected a number from 1 to 256"},
           row{{"--web.threads=99999999999999999999"},
               "--web.threads: '99999999999999999999' is out of range; expected a number from 1 to 256"},
           row{{"--web.threads=abc"}, "--web.threads: 'abc' is not a whole number; expected a number from 1 to 256"},
           row{{"--web.max-connections=-1"},
               "--web.max-connections: '-1' is not a whole number; expected a number from 0 on"},
           row{{"--web.telemetry-path=metrics"},
               "--web.telemetry-path: 'metrics' is not a path; expected a path such as /metrics"},
           row{{"--web.telemetry-path=/"},
               "--web.telemetry-path: '/' is reserved; expected another path, such as /metrics"},
           row{{"--web.telemetry-path=/-/metrics"},
               "--web.telemetry-path: '/-/metrics' is reserved; expected another path, such as /metrics"},
           row{{"--log.level=loud"}, "--log.level: 'loud' is unknown; expected one of debug, info, warn, error"},
           row{{"--metrics.schema=openmetrics"},
               "--metrics.schema: 'openmetrics' is unknown; expected one of native, node_exporter, both"},
           row{{"--collector.hwmon.kinds=temp,rpm"},
               "--collector.hwmon.kinds: 'rpm' is unknown; expected any of temp, fan, in, curr, power, energy, "
               "humidity, freq, pwm, intrusion, or all"},
           row{{"--collector.hwmon.kinds=beep_enable"},
               "--collector.hwmon.kinds: 'beep_enable' is unknown; expected any of temp, fan, in, curr, power, energy, "
               "humidity, freq, pwm, intrusion, or all"},
           row{{"--window=999ms"}, "--window: '999ms' is too short; expected 1s at least, and twice the interval"},
           row{{"--window=9s", "--sample.interval=5s"},
               "--window is shorter than twice the interval; expected 10s at least, or a lower --sample.interval"},
           row{{"--threshold=85C"}, "--threshold: '85C' is not a number; expected degrees Celsius from -60 to 200"},
           row{{"--threshold=85,,90"}, "--threshold: '' is not a number; expected degrees Celsius from -60 to 200"},
           row{{"--threshold=200.5"}, "--threshold: '200.5' is out of range; expected degrees Celsius from -60 to 200"},
           row{{"--threshold=nan"}, "--threshold: 'nan' is out of range; expected degrees Celsius from -60 to 200"},
           row{{"--collector.hwmon.sensor-include=temp(1"},
               "--collector.hwmon.sensor-include: 'temp(1' is not a regular expression: missing ): temp(1; see "
               "https://github.com/google/re2/wiki/Syntax"},
           row{{"--config.file=/nowhere/x"}, "--config.file: cannot read /nowhere/x: No such file or directory"},
           row{{"--config.file=/"}, "--config.file: cannot read /: it is not a regular file"},
       })
    BOOST_TEST(refusal(arguments) == message);
  BOOST_TEST(refusal({"--web.listen-address=x"}).starts_with("--web.listen-address: "));
}

BOOST_AUTO_TEST_CASE(a_refusal_of_a_variable_names_the_option_and_the_variable) {
  BOOST_TEST(refusal({}, {"CPU_TEMP_EXPORTER_SAMPLE_INTERVAL=x"}) ==
             "--sample.interval (CPU_TEMP_EXPORTER_SAMPLE_INTERVAL): 'x' is not a duration; expected a value such as "
             "250ms, 5s or 1m30s");
  BOOST_TEST(refusal({}, {"CPU_TEMP_EXPORTER_ONCE=yes"}) ==
             "--once (CPU_TEMP_EXPORTER_ONCE): 'yes' is unknown; expected true or false");
}

BOOST_AUTO_TEST_CASE(an_unknown_key_of_a_file_names_the_nearest_one) {
  struct row {
    std::string_view text;
    std::string_view message;
  };
  for (const auto& [text, message] :
       {row{"[web]\nspeed = high\n", "unknown option web.speed; --help lists all options"},
        row{"[web]\nlisten-adress = :1\n", "unknown option web.listen-adress; did you mean web.listen-address?"}}) {
    const file config(text);
    BOOST_TEST(refusal({"--config.file=" + config.path()}) == config.path() + ": " + std::string(message));
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_of_a_file_names_the_file) {
  const file bad_value("[sample]\ninterval = x\n");
  BOOST_TEST(refusal({"--config.file=" + bad_value.path()}) ==
             bad_value.path() +
                 ": sample.interval: 'x' is not a duration; expected a value such as "
                 "250ms, 5s or 1m30s");
}

BOOST_AUTO_TEST_CASE(a_line_of_a_file_that_is_not_one_is_shown) {
  const file bad_line("[web]\nnonsense\n");
  const auto message = refusal({"--config.file=" + bad_line.path()});
  BOOST_TEST(message.starts_with(bad_line.path() + ": "));
  BOOST_TEST(message.find("nonsense") != std::string::npos);
  BOOST_TEST(message.ends_with("; expected [section] and name = value"));
}

BOOST_AUTO_TEST_CASE(help_shows_every_flag_with_its_default) {
  const auto text = help_text();
  for (const auto& f : flags()) {
    const auto at = text.find("\n  --" + std::string(f.name));
    BOOST_TEST(at != std::string::npos, f.name);
    if (!f.fallback.empty())
      BOOST_TEST(text.substr(at, text.find('\n', at + 1) - at).ends_with("(=" + std::string(f.fallback) + ")"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
