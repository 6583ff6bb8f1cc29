#include "notice_log.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "advice.hpp"

namespace cputemp::app {
namespace {

using kind = sampling::notice::kind;

std::string chip(const sampling::notice& n) { return n.device->name(); }

const std::string& sensor(const sampling::notice& n) { return n.device->sensors[n.sensor].sensor; }

std::string reason(const boost::system::error_code& error) {
  return std::string(hwmon::fault_reason_names[static_cast<std::size_t>(hwmon::classify(error).reason)]);
}

log_line sensor_failure(const sampling::notice& n) {
  const auto what = hwmon::classify(n.error).what;
  // A sensor that sleeps or was unplugged has no fault.
  const bool usual = what == hwmon::fault_class::asleep || what == hwmon::fault_class::gone;
  const auto* const file = n.device->sensors[n.sensor].input();
  return {usual ? log_level::info : log_level::warn,
          "no reading from the sensor",
          {{"chip", chip(n)},
           {"sensor", sensor(n)},
           {"reason", reason(n.error)},
           {"err", n.error.message()},
           {"path", file != nullptr ? file->path : n.device->directory}}};
}

log_line discovery_failure(const sampling::notice& n) {
  if (n.error == hwmon::sensor_errc::masked)
    return {log_level::warn,
            "the container runtime hides the throttle counters",
            {{"path", n.path}, {"advice", std::string(masked_advice)}}};
  // A host without a class of sensors has no directory for it; that is logged once, with what to do.
  const auto level = n.error == boost::system::errc::no_such_file_or_directory ? log_level::debug : log_level::warn;
  return {level, "cannot look for sensors", {{"path", n.path}, {"err", n.error.message()}}};
}

log_line about_chip(log_level level, std::string_view message, const sampling::notice& n) {
  return {level, message, {{"chip", chip(n)}, {"path", n.device->directory}}};
}

}  // namespace

std::optional<log_line> line_of(const sampling::notice& n) {
  switch (n.what) {
    case kind::device_found:
      return about_chip(log_level::info, "chip found", n);
    case kind::device_removed:
      return about_chip(log_level::info, "chip removed", n);
    case kind::device_silent:
      return about_chip(log_level::warn, "chip does not answer", n);
    case kind::device_answers:
      return about_chip(log_level::info, "chip answers again", n);
    case kind::sensor_failed:
      return sensor_failure(n);
    case kind::sensor_recovered:
      return log_line{log_level::info, "the sensor reads again", {{"chip", chip(n)}, {"sensor", sensor(n)}}};
    case kind::discovery_failed:
      return discovery_failure(n);
    case kind::discovery_recovered:
      return log_line{log_level::info, "can look for sensors again", {{"path", n.path}}};
    case kind::threads_lacking:
      return log_line{log_level::error,
                      "cannot start a thread to read sensors; raise the limit on processes",
                      {{"err", n.error.message()}}};
    case kind::threads_sufficing:
      return log_line{log_level::info, "threads to read sensors can be started again"};
    case kind::discovery_hangs:
      return log_line{log_level::warn, "looking for sensors hangs; chips that come or go are not noticed"};
    case kind::discovery_answers:
      return log_line{log_level::info, "sensors can be looked for again"};
    case kind::uevents_unheard:
      return log_line{log_level::info, "no kernel uevents; rescanning every minute", {{"err", n.error.message()}}};
    case kind::no_devices:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string condition_of(const sampling::notice& n) {
  switch (n.what) {
    case kind::device_found:
    case kind::device_removed:
      return "presence of " + n.device->id;
    case kind::device_silent:
    case kind::device_answers:
      return "answers of " + n.device->id;
    case kind::sensor_failed:
    case kind::sensor_recovered:
      return fmt::format("sensor {} of {}", sensor(n), n.device->id);
    case kind::discovery_failed:
    case kind::discovery_recovered:
      return "discovery in " + n.path;
    case kind::threads_lacking:
    case kind::threads_sufficing:
      return "threads";
    case kind::discovery_hangs:
    case kind::discovery_answers:
      return "discovery";
    case kind::uevents_unheard:
      return "uevents";
    case kind::no_devices:
      break;
  }
  return "no sensors";
}

std::string line_about_dropped(log_level level, log_format format, std::uint64_t count) {
  if (!log(level, format).shows(log_level::warn)) return {};
  const std::array fields = {log_field{"count", std::to_string(count)}};
  return format_log_line(format, std::chrono::system_clock::now(), log_level::warn, "log lines were dropped", fields) +
         '\n';
}

}  // namespace cputemp::app
