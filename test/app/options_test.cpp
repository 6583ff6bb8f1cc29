#include "options.hpp"

#include "flag_table.hpp"

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
  BOOST_TEST((defaults.collect.hwmon && defaults.collect.thermal_zone && defaults.collect.process));
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

BOOST_AUTO_TEST_CASE(lists_are_repeated_on_the_command_line_and_in_a_file_and_divided_by_commas_elsewhere) {
  const auto addresses = [](const options& o) { return o.listen_addresses; };
  const strings two = {":1", "unix:/s"};
  const file config("[web]\nlisten-address = :1\nlisten-address = unix:/s\n");
  BOOST_TEST(addresses(read({"--web.listen-address=:1", "--web.listen-address", "unix:/s"})) == two,
             boost::test_tools::per_element());
  BOOST_TEST(addresses(read({}, {"CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS=:1,unix:/s"})) == two,
             boost::test_tools::per_element());
  BOOST_TEST(addresses(read({"--config.file=" + config.path()})) == two, boost::test_tools::per_element());
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
  BOOST_TEST(!read({"--no-collector.hwmon"}).collect.hwmon);
  BOOST_TEST(read({"--no-collector.hwmon", "--collector.hwmon"}).collect.hwmon);
  BOOST_TEST(!read({"--collector.hwmon", "--no-collector.hwmon"}).collect.hwmon);
  BOOST_TEST(!read({}, {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON=false"}).collect.hwmon);
  BOOST_TEST(read({"--collector.hwmon"}, {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON=false"}).collect.hwmon);
  const auto only = read({"--collector.thermal_zone", "--collector.disable-defaults"}).collect;
  BOOST_TEST((!only.hwmon && only.thermal_zone && !only.process));
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

BOOST_AUTO_TEST_CASE(an_unknown_variable_with_the_prefix_warns_and_others_are_none_of_ours) {
  const auto o = read({}, {"CPU_TEMP_EXPORTER_PORT=tcp://10.0.0.1:4000", "PATH=/bin", "CPU_TEMP_EXPORTER_HELP=true"});
  BOOST_TEST(o.warnings == (strings{"the environment variable CPU_TEMP_EXPORTER_PORT sets no option and is ignored",
                                    "the environment variable CPU_TEMP_EXPORTER_HELP sets no option and is ignored"}),
             boost::test_tools::per_element());
  BOOST_TEST(!o.help);
}

BOOST_AUTO_TEST_CASE(a_refusal_names_the_option_says_what_is_wrong_and_what_would_be_right) {
  const file unknown("[web]\nspeed = high\n");
  const std::string no_duration = "is not a duration; write it as 250ms, 5s or 1m30s";
  struct row {
    strings arguments;
    std::string_view message;
  };
  for (const auto& [arguments, message] : {
           row{{"--nonsense"}, "unknown option --nonsense; --help lists all"},
           row{{"--web.listen=:1"}, "unknown option --web.listen=:1; --help lists all"},
           row{{"here"}, "unexpected argument 'here'; options begin with --, and --help lists all"},
           row{{"-v"}, "unexpected argument '-v'; options begin with --, and --help lists all"},
           row{{"--sample.interval"}, "the required argument for option '--sample.interval' is missing"},
           row{{"--sample.interval=x"}, "--sample.interval: 'x' is not a duration; write it as 250ms, 5s or 1m30s"},
           row{{"--sample.interval="},
               "the argument for option '--sample.interval' should follow immediately after the equal sign"},
           row{{"--sample.interval=1ms"},
               "--sample.interval: '1ms' is too short; write 10ms at least, or 0 for no background sampling"},
           row{{"--sample.timeout=0"}, "--sample.timeout: '0' is too short; it must be longer than 0"},
           row{{"--web.threads=0"}, "--web.threads: '0' is out of range; write a number from 1 to 256"},
           row{{"--web.telemetry-path=metrics"}, "--web.telemetry-path: 'metrics' is no path; write it as /metrics"},
           row{{"--web.telemetry-path=/-/healthy"},
               "--web.telemetry-path: '/-/healthy' is taken; choose another path, such as /metrics"},
           row{{"--log.level=loud"}, "--log.level: 'loud' is unknown; write one of debug, info, warn, error"},
           row{{"--config.file=/nowhere/x"}, "cannot read /nowhere/x: No such file or directory"},
           row{{"--config.file=/"}, "cannot read /: it is no regular file"},
       })
    BOOST_TEST(refusal(arguments) == message);
  BOOST_TEST(refusal({"--once=yes"}).find("--once") != std::string::npos);
  BOOST_TEST(refusal({"--web.listen-address=x"}).starts_with("--web.listen-address: "));
  BOOST_TEST(refusal({}, {"CPU_TEMP_EXPORTER_SAMPLE_INTERVAL=x"}) ==
             "CPU_TEMP_EXPORTER_SAMPLE_INTERVAL: 'x' " + no_duration);
  BOOST_TEST(refusal({}, {"CPU_TEMP_EXPORTER_OUTPUT="}) ==
             "CPU_TEMP_EXPORTER_OUTPUT: '' is empty; write the path of a file");
  BOOST_TEST(refusal({}, {"CPU_TEMP_EXPORTER_ONCE=yes"}) ==
             "CPU_TEMP_EXPORTER_ONCE: 'yes' is neither true nor false; write one of them");
  BOOST_TEST(refusal({"--config.file=" + unknown.path()}) ==
             unknown.path() + ": unknown option web.speed; --help lists all");
}

BOOST_AUTO_TEST_CASE(a_refusal_of_a_file_names_the_file) {
  const file bad_value("[sample]\ninterval = x\n");
  BOOST_TEST(refusal({"--config.file=" + bad_value.path()}) ==
             bad_value.path() + ": sample.interval: 'x' is not a duration; write it as 250ms, 5s or 1m30s");
}

BOOST_AUTO_TEST_CASE(a_line_of_a_file_that_is_none_is_shown) {
  const file bad_line("[web]\nnonsense\n");
  const auto message = refusal({"--config.file=" + bad_line.path()});
  BOOST_TEST(message.starts_with(bad_line.path() + ": "));
  BOOST_TEST(message.find("nonsense") != std::string::npos);
  BOOST_TEST(message.ends_with("; write [section] and name = value"));
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
