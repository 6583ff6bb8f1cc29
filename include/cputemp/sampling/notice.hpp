#pragma once

#include <cputemp/hwmon/device.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace cputemp::sampling {

/// A change of state that an operator should hear of, once when it begins and once when it ends.
struct notice {
  enum class kind : std::uint8_t {
    device_found,         ///< by the first or a later discovery
    device_removed,       ///<
    device_silent,        ///< a read outlasts its validity: the driver hangs
    device_answers,       ///< and it has ended
    sensor_failed,        ///< `error` says why
    sensor_recovered,     ///<
    discovery_failed,     ///< `path` could not be looked into, for `error`
    discovery_recovered,  ///< `path` can be looked into again
    threads_lacking,      ///< no thread can be started to read with, for `error`; others wait for those that run
    threads_sufficing,    ///< it can be again
    no_devices,           ///< a discovery found nothing to read: the first one, or after the last device went
    uevents_unheard,      ///< the kernel can't be heard, for `error`: what comes and goes is found by the minute
  };
  kind what;
  std::shared_ptr<const hwmon::device_description> device = nullptr;
  std::size_t sensor = 0;  ///< index into device->sensors
  boost::system::error_code error = {};
  std::string path = {};
};

/// Called on the strand.
using notice_sink = std::function<void(const notice&)>;

}  // namespace cputemp::sampling
