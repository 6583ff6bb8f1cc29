#include "notice_log.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <memory>
#include <optional>
#include <string>

using namespace cputemp;
using namespace cputemp::app;
using kind = sampling::notice::kind;

namespace {

/// A line without its time.
std::string text_of(const std::optional<log_line>& line) {
  if (!line) return "";
  const auto text = format_log_line(log_format::logfmt, {}, line->level, line->message, line->fields);
  return text.substr(text.find(' ') + 1);
}

const auto chip = [] {
  auto d = std::make_shared<hwmon::device_description>();
  d->directory = "/sys/x/hwmon3";
  d->identity = hwmon::chip_identity{"platform_coretemp_0", "coretemp"};
  d->id = "coretemp";
  d->sensors = {{"temp1", {{"input", "/sys/x/hwmon3/temp1_input"}}}, {"temp2", {}}};
  return d;
}();

boost::system::error_code error(int number) { return {number, boost::system::generic_category()}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(notice_log_suite)

BOOST_AUTO_TEST_CASE(each_notice_is_one_line_at_its_level) {
  struct row {
    sampling::notice notice;
    std::string_view line;
  };
  for (const auto& given : {
           row{{kind::device_found, chip}, "level=info msg=\"chip found\" chip=platform_coretemp_0 path=/sys/x/hwmon3"},
           row{{kind::device_removed, chip},
               "level=info msg=\"chip removed\" chip=platform_coretemp_0 path=/sys/x/hwmon3"},
           row{{kind::device_silent, chip},
               "level=warn msg=\"chip does not answer\" chip=platform_coretemp_0 path=/sys/x/hwmon3"},
           row{{kind::device_answers, chip},
               "level=info msg=\"chip answers again\" chip=platform_coretemp_0 path=/sys/x/hwmon3"},
           row{{kind::discovery_hangs},
               "level=warn msg=\"looking for sensors hangs; chips that come or go are not noticed\""},
           row{{kind::discovery_answers}, "level=info msg=\"sensors can be looked for again\""},
           row{{kind::sensor_failed, chip, 0, error(EIO)},
               "level=warn msg=\"no reading from the sensor\" chip=platform_coretemp_0 sensor=temp1 reason=io "
               "err=\"Input/output error\" path=/sys/x/hwmon3/temp1_input"},
           row{{kind::sensor_failed, chip, 0, error(ENODATA)},
               "level=info msg=\"no reading from the sensor\" chip=platform_coretemp_0 sensor=temp1 reason=nodata "
               "err=\"No data available\" path=/sys/x/hwmon3/temp1_input"},
           row{{kind::sensor_recovered, chip, 0},
               "level=info msg=\"the sensor reads again\" chip=platform_coretemp_0 sensor=temp1"},
           row{{kind::discovery_failed, nullptr, 0, error(EACCES), "/sys/class/hwmon"},
               "level=warn msg=\"cannot look for sensors\" path=/sys/class/hwmon err=\"Permission denied\""},
           row{{kind::discovery_failed, nullptr, 0, error(ENOENT), "/sys/class/hwmon"},
               "level=debug msg=\"cannot look for sensors\" path=/sys/class/hwmon err=\"No such file or directory\""},
           row{{kind::discovery_failed, nullptr, 0, hwmon::sensor_errc::masked, "/sys/devices/system/cpu/cpu0/x"},
               "level=warn msg=\"the container runtime hides the throttle counters\" "
               "path=/sys/devices/system/cpu/cpu0/x advice=\"mount the host's /sys elsewhere, with -v "
               "/sys:/host/sys:ro\""},
           row{{kind::discovery_recovered, nullptr, 0, error(EACCES), "/sys/class/hwmon"},
               "level=info msg=\"can look for sensors again\" path=/sys/class/hwmon"},
           row{{kind::threads_lacking, nullptr, 0, error(EAGAIN)},
               "level=error msg=\"cannot start a thread to read sensors; raise the limit on processes\" "
               "err=\"Resource temporarily unavailable\""},
           row{{kind::threads_sufficing}, "level=info msg=\"threads to read sensors can be started again\""},
           row{{kind::uevents_unheard, nullptr, 0, error(EPERM)},
               "level=info msg=\"no kernel uevents; rescanning every minute\" "
               "err=\"Operation not permitted\""},
           row{{kind::no_devices}, ""},
       })
    BOOST_TEST(text_of(line_of(given.notice)) == given.line);
}

BOOST_AUTO_TEST_CASE(what_begins_and_what_ends_are_of_one_condition) {
  const auto other = std::make_shared<hwmon::device_description>(*chip);
  other->id = "other";
  const auto same = [](const sampling::notice& a, const sampling::notice& b) {
    return condition_of(a) == condition_of(b);
  };
  BOOST_TEST(same({kind::device_found, chip}, {kind::device_removed, chip}));
  BOOST_TEST(same({kind::device_silent, chip}, {kind::device_answers, chip}));
  BOOST_TEST(same({kind::sensor_failed, chip, 0, error(EIO)}, {kind::sensor_recovered, chip, 0}));
  BOOST_TEST(
      same({kind::discovery_failed, nullptr, 0, error(EIO), "/a"}, {kind::discovery_recovered, nullptr, 0, {}, "/a"}));
  BOOST_TEST(same({kind::threads_lacking}, {kind::threads_sufficing}));

  BOOST_TEST(!same({kind::device_found, chip}, {kind::device_silent, chip}));
  BOOST_TEST(!same({kind::device_found, chip}, {kind::device_found, other}));
  BOOST_TEST(!same({kind::sensor_failed, chip, 0}, {kind::sensor_failed, chip, 1}));
  BOOST_TEST(!same({kind::sensor_failed, chip, 0}, {kind::sensor_failed, other, 0}));
  BOOST_TEST(!same({kind::discovery_failed, nullptr, 0, {}, "/a"}, {kind::discovery_failed, nullptr, 0, {}, "/b"}));
  BOOST_TEST(!same({kind::uevents_unheard}, {kind::no_devices}));
}

BOOST_AUTO_TEST_SUITE_END()
