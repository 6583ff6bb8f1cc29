#pragma once

#include <cputemp/hwmon/device.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace cputemp::sampling {

/// A change of state that is reported to the operator, once when it begins and once when it ends.
struct notice {
  enum class kind : std::uint8_t {
    device_found,         ///< by the first or a later discovery
    device_removed,       ///< a discovery does not list it any more
    device_silent,        ///< a read outlasts its validity: the driver hangs
    device_answers,       ///< that read has ended
    sensor_failed,        ///< `error` says why
    sensor_recovered,     ///< it can be read again
    discovery_failed,     ///< `path` could not be looked into, because of `error`
    discovery_recovered,  ///< `path` can be looked into again
    threads_lacking,      ///< no thread can be started to read, because of `error`; reads wait
    threads_sufficing,    ///< threads can be started again
    no_devices,           ///< a discovery found nothing to read: the first one, or after the last device went
    discovery_hangs,      ///< one lasts so long that no one waits for it
    discovery_answers,    ///< that one, or a later one, has ended
    uevents_unheard,      ///< no uevents, because of `error`: devices are looked for every minute
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
