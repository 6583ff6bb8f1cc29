#include <cputemp/hwmon/sensor_error.hpp>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <string>

namespace cputemp::hwmon {

namespace {

// Boost's category has a protected destructor without `virtual`, on purpose: categories are never deleted.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

class sensor_error_category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "cputemp.sensor"; }

  std::string message(int value) const override {
    switch (static_cast<sensor_errc>(value)) {
      case sensor_errc::not_an_integer:
        return "not an integer";
      case sensor_errc::implausible:
        return "implausible value";
      case sensor_errc::not_a_regular_file:
        return "not a regular file";
      case sensor_errc::faulty:
        return "the driver reports a sensor fault";
      case sensor_errc::disabled:
        return "the sensor is disabled";
      case sensor_errc::not_read:
        return "not read yet, or too long ago";
      case sensor_errc::not_measured:
        return "the sensor has no reading";
      case sensor_errc::masked:
        return "hidden by the container runtime (an empty directory is mounted over it)";
    }
    return "unknown sensor error";
  }
};

#pragma GCC diagnostic pop

struct row {
  int error;
  fault_class what;
  fault_reason reason;
};

using enum fault_class;

// What drivers mean by errno values: Documentation/i2c/fault-codes.rst and the drivers themselves.
constexpr row errno_table[] = {
    {EIO, error, fault_reason::io},
    {ENXIO, error, fault_reason::io},      // I2C: nothing answers
    {EBADMSG, error, fault_reason::io},    // SMBus: wrong checksum
    {EPROTO, error, fault_reason::io},     // SMBus: not what the protocol says
    {EREMOTEIO, error, fault_reason::io},  // I2C adapters without a better errno
    {EOPNOTSUPP, error, fault_reason::io},
    {ESHUTDOWN, error, fault_reason::io},  // I2C: the adapter is suspended
    {EAGAIN, error, fault_reason::busy},
    {EBUSY, error, fault_reason::busy},
    {ETIMEDOUT, error, fault_reason::timeout},
    {EACCES, error, fault_reason::denied},
    {ENODATA, asleep, fault_reason::nodata},   // sysfs-interface: the sensor is disabled
    {EINVAL, asleep, fault_reason::nodata},    // thermal zones that are not ready, nouveau while powered off
    {EPERM, asleep, fault_reason::nodata},     // amdgpu in reset or suspend
    {ENETDOWN, asleep, fault_reason::nodata},  // Wi-Fi with its radio off
    {ENODEV, gone, fault_reason::io},          // kernfs: on a descriptor of a removed device
    {ENOENT, gone, fault_reason::io},          // kernfs: on its path
    {EMFILE, ours, fault_reason::other},
    {ENFILE, ours, fault_reason::other},
    {ENOMEM, ours, fault_reason::other},
};

constexpr row sensor_table[] = {
    {static_cast<int>(sensor_errc::not_an_integer), error, fault_reason::parse},
    {static_cast<int>(sensor_errc::implausible), error, fault_reason::implausible},
    {static_cast<int>(sensor_errc::faulty), asleep, fault_reason::nodata},
    {static_cast<int>(sensor_errc::disabled), asleep, fault_reason::nodata},
    {static_cast<int>(sensor_errc::masked), error, fault_reason::denied},
};

template <std::size_t Size>
fault look_up(const row (&table)[Size], int error) noexcept {
  const auto* found = std::find_if(std::begin(table), std::end(table), [&](const row& r) { return r.error == error; });
  if (found == std::end(table)) return {fault_class::error, fault_reason::other};
  return {found->what, found->reason};
}

}  // namespace

const boost::system::error_category& sensor_category() noexcept {
  static const sensor_error_category category;
  return category;
}

boost::system::error_code make_error_code(sensor_errc value) noexcept {
  return {static_cast<int>(value), sensor_category()};
}

fault classify(const boost::system::error_code& error) noexcept {
  if (error.category() == sensor_category()) return look_up(sensor_table, error.value());
  if (error.category() == boost::system::generic_category()) return look_up(errno_table, error.value());
  return {fault_class::error, fault_reason::other};
}

}  // namespace cputemp::hwmon
