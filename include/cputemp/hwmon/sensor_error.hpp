#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace cputemp::hwmon {

/// What can be wrong with an attribute, apart from the errors of system calls. Those are always in
/// boost::system::generic_category.
enum class sensor_errc {
  not_an_integer = 1,  ///< not `^-?[0-9]{1,19}\n?$`; at most 10 digits for a temperature, 20 for an energy
  implausible,         ///< outside the range of its kind (-60 to 200 degrees Celsius), or a sentinel of the driver
  not_a_regular_file,  ///< a FIFO, directory or device in its place
  faulty,              ///< its `fault` is 1: the value is meaningless (hwmon/sysfs-interface)
  disabled,            ///< its `enable` is 0: the sensor is switched off
  not_read,            ///< no read of the chip has ended yet, or the last one is no longer valid
  not_measured,        ///< the sensor has attributes, but no reading among them; not a fault
  masked,              ///< an empty directory in its place: container runtimes hide files in this way
};

const boost::system::error_category& sensor_category() noexcept;
boost::system::error_code make_error_code(sensor_errc) noexcept;

/// Why a reading is missing: the values of the label `reason`. The order is that of the names.
enum class fault_reason : std::uint8_t { io, busy, timeout, denied, nodata, parse, implausible, other };

inline constexpr std::size_t fault_reason_count = 8;
inline constexpr std::string_view fault_reason_names[fault_reason_count] = {"io",     "busy",  "timeout",     "denied",
                                                                            "nodata", "parse", "implausible", "other"};

/// What a failed read means for the exporter.
enum class fault_class : std::uint8_t {
  error,   ///< counts each time
  asleep,  ///< the sensor has no value now (disabled, suspended, radio off): counts once per episode
  gone,    ///< ENODEV, ENOENT: the device was removed, look for devices again
  ours,    ///< EMFILE, ENFILE, ENOMEM: this process or host lacks something; counts, but takes no device down
};

struct fault {
  fault_class what;
  fault_reason reason;
};

/// Looks up errno values and sensor errors; all others are {error, other}.
fault classify(const boost::system::error_code&) noexcept;

}  // namespace cputemp::hwmon

template <>
struct boost::system::is_error_code_enum<cputemp::hwmon::sensor_errc> : std::true_type {};
