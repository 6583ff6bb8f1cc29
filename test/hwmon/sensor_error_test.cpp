#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <string>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(sensor_error_suite)

BOOST_AUTO_TEST_CASE(each_errno_has_the_class_and_reason_of_the_table) {
  using enum fault_class;
  using enum fault_reason;
  constexpr struct {
    int error;
    fault_class what;
    fault_reason reason;
  } rows[] = {
      {EIO, error, io},
      {ENXIO, error, io},
      {EBADMSG, error, io},
      {EPROTO, error, io},
      {EREMOTEIO, error, io},
      {EOPNOTSUPP, error, io},
      {ESHUTDOWN, error, io},
      {EAGAIN, error, busy},
      {EBUSY, error, busy},
      {EACCES, error, denied},
      {ENODATA, asleep, nodata},
      {EINVAL, asleep, nodata},
      {EPERM, asleep, nodata},
      {ENETDOWN, asleep, nodata},
      {ENODEV, gone, io},
      {ENOENT, gone, io},
      {EMFILE, ours, other},
      {ENFILE, ours, other},
      {ENOMEM, ours, other},
      {EISDIR, error, other},
      {EFAULT, error, other},
      {0x7fff, error, other},
      {ETIMEDOUT, error, fault_reason::timeout},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT("errno " << row.error) {
      const fault found = classify({row.error, boost::system::generic_category()});
      BOOST_CHECK(found.what == row.what);
      BOOST_CHECK(found.reason == row.reason);
    }
  }
}

BOOST_AUTO_TEST_CASE(each_sensor_error_has_the_class_reason_and_message_of_the_table) {
  using enum fault_class;
  using enum fault_reason;
  constexpr struct {
    sensor_errc error;
    fault_class what;
    fault_reason reason;
    const char* message;
  } rows[] = {
      {sensor_errc::not_an_integer, error, parse, "not an integer"},
      {sensor_errc::implausible, error, fault_reason::implausible, "implausible value"},
      {sensor_errc::not_a_regular_file, error, other, "not a regular file"},
      {sensor_errc::faulty, asleep, nodata, "the driver reports a sensor fault"},
      {sensor_errc::disabled, asleep, nodata, "the sensor is disabled"},
      {sensor_errc::not_read, error, other, "not read yet, or too long ago"},
      {sensor_errc::not_measured, error, other, "the sensor has no reading"},
      {sensor_errc::masked, error, denied, "hidden by the container runtime (an empty directory is mounted over it)"},
      {static_cast<sensor_errc>(99), error, other, "unknown sensor error"},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.message) {
      const boost::system::error_code code = row.error;
      BOOST_TEST(code.message() == row.message);
      BOOST_TEST(code.category().name() == std::string("cputemp.sensor"));
      BOOST_CHECK(classify(code).what == row.what);
      BOOST_CHECK(classify(code).reason == row.reason);
    }
  }
}

BOOST_AUTO_TEST_CASE(reasons_stand_in_the_order_of_their_names) {
  BOOST_TEST(fault_reason_names[static_cast<std::size_t>(fault_reason::io)] == "io");
  BOOST_TEST(fault_reason_names[static_cast<std::size_t>(fault_reason::other)] == "other");
  BOOST_TEST(static_cast<std::size_t>(fault_reason::other) + 1 == fault_reason_count);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
