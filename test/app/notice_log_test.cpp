#include "notice_log.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

using namespace cputemp;
using namespace cputemp::app;
using kind = sampling::notice::kind;

namespace {

/// What a function writes to standard error, without the times.
template <class Function>
std::string stderr_of(Function function) {
  std::array<int, 2> ends{};
  BOOST_TEST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const int saved = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  function();
  ::dup2(saved, STDERR_FILENO);
  ::close(saved);
  ::close(ends[1]);
  std::string text;
  for (std::array<char, 4096> buffer{};;) {
    const auto count = ::read(ends[0], buffer.data(), buffer.size());
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  ::close(ends[0]);
  return text.empty() ? text : text.substr(text.find(' ') + 1);
}

const auto chip = [] {
  auto d = std::make_shared<hwmon::device_description>();
  d->directory = "/sys/x/hwmon3";
  d->identity = hwmon::chip_identity{"platform_coretemp_0", "coretemp"};
  d->sensors = {{"temp1", {{"input", "/sys/x/hwmon3/temp1_input"}}}};
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
           row{{kind::device_found, chip},
               "level=info msg=\"chip found\" chip=platform_coretemp_0 path=/sys/x/hwmon3\n"},
           row{{kind::device_removed, chip},
               "level=info msg=\"chip removed\" chip=platform_coretemp_0 path=/sys/x/hwmon3\n"},
           row{{kind::device_silent, chip},
               "level=warn msg=\"chip does not answer\" chip=platform_coretemp_0 path=/sys/x/hwmon3\n"},
           row{{kind::device_answers, chip},
               "level=info msg=\"chip answers again\" chip=platform_coretemp_0 path=/sys/x/hwmon3\n"},
           row{{kind::sensor_failed, chip, 0, error(EIO)},
               "level=warn msg=\"sensor gives no reading\" chip=platform_coretemp_0 sensor=temp1 reason=io "
               "err=\"Input/output error\" path=/sys/x/hwmon3/temp1_input\n"},
           row{{kind::sensor_failed, chip, 0, error(ENODATA)},
               "level=info msg=\"sensor gives no reading\" chip=platform_coretemp_0 sensor=temp1 reason=nodata "
               "err=\"No data available\" path=/sys/x/hwmon3/temp1_input\n"},
           row{{kind::sensor_recovered, chip, 0},
               "level=info msg=\"sensor reads again\" chip=platform_coretemp_0 sensor=temp1\n"},
           row{{kind::discovery_failed, nullptr, 0, error(EACCES), "/sys/class/hwmon"},
               "level=warn msg=\"cannot look for sensors\" path=/sys/class/hwmon err=\"Permission denied\"\n"},
           row{{kind::discovery_failed, nullptr, 0, error(ENOENT), "/sys/class/hwmon"},
               "level=debug msg=\"cannot look for sensors\" path=/sys/class/hwmon err=\"No such file or directory\"\n"},
           row{{kind::discovery_failed, nullptr, 0, hwmon::sensor_errc::masked, "/sys/devices/system/cpu/cpu0/x"},
               "level=warn msg=\"the throttle counters are hidden by the container runtime\" "
               "path=/sys/devices/system/cpu/cpu0/x advice=\"mount the host's /sys elsewhere, with -v "
               "/sys:/host/sys:ro\"\n"},
           row{{kind::discovery_recovered, nullptr, 0, error(EACCES), "/sys/class/hwmon"},
               "level=info msg=\"can look for sensors again\" path=/sys/class/hwmon\n"},
           row{{kind::threads_lacking, nullptr, 0, error(EAGAIN)},
               "level=error msg=\"cannot start a thread to read sensors; raise the limit on processes\" "
               "err=\"Resource temporarily unavailable\"\n"},
           row{{kind::threads_sufficing}, "level=info msg=\"threads to read sensors can be started again\"\n"},
           row{{kind::uevents_unheard, nullptr, 0, error(EPERM)},
               "level=info msg=\"cannot hear of devices that come and go; looking for them every minute\" "
               "err=\"Operation not permitted\"\n"},
           row{{kind::no_devices}, ""},
       })
    BOOST_TEST(stderr_of([&] { log_notice(app::log(log_level::debug, log_format::logfmt), given.notice); }) ==
               given.line);
}

BOOST_AUTO_TEST_CASE(what_is_below_the_level_is_not_written) {
  BOOST_TEST(stderr_of([&] {
               log_notice(app::log(log_level::warn, log_format::logfmt), {kind::device_found, chip});
             }).empty());
}

BOOST_AUTO_TEST_SUITE_END()
