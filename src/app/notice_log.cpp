#include "notice_log.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <cerrno>
#include <string>

#include "advice.hpp"

namespace cputemp::app {
namespace {

using kind = sampling::notice::kind;

std::string chip(const sampling::notice& n) { return n.device->name(); }

const std::string& sensor(const sampling::notice& n) { return n.device->sensors[n.sensor].sensor; }

std::string reason(const boost::system::error_code& error) {
  return std::string(hwmon::fault_reason_names[static_cast<std::size_t>(hwmon::classify(error).reason)]);
}

void log_sensor_failure(const log& to, const sampling::notice& n) {
  const auto what = hwmon::classify(n.error).what;
  // A sensor that sleeps or was unplugged is no fault.
  const bool usual = what == hwmon::fault_class::asleep || what == hwmon::fault_class::gone;
  const auto* const file = n.device->sensors[n.sensor].input();
  to.write(usual ? log_level::info : log_level::warn, "sensor gives no reading",
           {{"chip", chip(n)},
            {"sensor", sensor(n)},
            {"reason", reason(n.error)},
            {"err", n.error.message()},
            {"path", file != nullptr ? file->path : n.device->directory}});
}

void log_discovery_failure(const log& to, const sampling::notice& n) {
  if (n.error == hwmon::sensor_errc::masked)
    return to.warn("the throttle counters are hidden by the container runtime",
                   {{"path", n.path}, {"advice", std::string(masked_advice)}});
  // A host without a class of sensors has no directory for it; that is told once, with what to do.
  to.write(n.error == boost::system::errc::no_such_file_or_directory ? log_level::debug : log_level::warn,
           "cannot look for sensors", {{"path", n.path}, {"err", n.error.message()}});
}

}  // namespace

void log_notice(const log& to, const sampling::notice& n) {
  switch (n.what) {
    case kind::device_found:
      return to.info("chip found", {{"chip", chip(n)}, {"path", n.device->directory}});
    case kind::device_removed:
      return to.info("chip removed", {{"chip", chip(n)}, {"path", n.device->directory}});
    case kind::device_silent:
      return to.warn("chip does not answer", {{"chip", chip(n)}, {"path", n.device->directory}});
    case kind::device_answers:
      return to.info("chip answers again", {{"chip", chip(n)}, {"path", n.device->directory}});
    case kind::sensor_failed:
      return log_sensor_failure(to, n);
    case kind::sensor_recovered:
      return to.info("sensor reads again", {{"chip", chip(n)}, {"sensor", sensor(n)}});
    case kind::discovery_failed:
      return log_discovery_failure(to, n);
    case kind::discovery_recovered:
      return to.info("can look for sensors again", {{"path", n.path}});
    case kind::threads_lacking:
      return to.error("cannot start a thread to read sensors; raise the limit on processes",
                      {{"err", n.error.message()}});
    case kind::threads_sufficing:
      return to.info("threads to read sensors can be started again");
    case kind::uevents_unheard:
      return to.info("cannot hear of devices that come and go; looking for them every minute",
                     {{"err", n.error.message()}});
    case kind::no_devices:
      return;  // told by the daemon, which knows what to advise
  }
}

}  // namespace cputemp::app
