#include "sources.hpp"

#include <cputemp/hwmon/sensors_config.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>

#include <string>
#include <utility>

#include "demo/demo.hpp"

namespace cputemp::app {

namespace {

hwmon::sysfs_settings settings(const options& o) {
  hwmon::sysfs_settings s{
      .root = o.sysfs, .classes = {}, .kinds = o.kinds, .all_attributes = o.names != exporter::schema::native};
  for (std::size_t i = 0; i < hwmon::device_class_count; ++i)  // in the order of exporter::collector
    if (o.collect.test(i)) s.classes.insert(static_cast<hwmon::device_class>(i));
  return s;
}

/// As the drivers show them.
std::unique_ptr<hwmon::sensor_source> make_driver_source(const options& o) {
  if (o.demo) return make_demo_source(settings(o));
  return hwmon::make_sysfs_source(settings(o));
}

}  // namespace

std::unique_ptr<hwmon::sensor_source> make_whole_source(const options& o, hwmon::effects_listener tell) {
  auto drivers = make_driver_source(o);
  if (!o.sensors) return drivers;
  return hwmon::configured_source(std::move(drivers), o.sensors, std::move(tell));
}

std::unique_ptr<hwmon::sensor_source> make_source(const options& o, const log& log) {
  const auto tell = [&log](const hwmon::sensors_config_effects& effects) {
    const auto tell_of = [&log](std::string_view what, const std::vector<std::string>& lines) {
      if (!lines.empty()) log.info(what, {{"lines", std::to_string(lines.size())}, {"first", lines.front()}});
    };
    tell_of("chip lines of --sensors.config match nothing; --doctor lists them", effects.unmatched);
    tell_of("lines of --sensors.config are about what their chips don't have; --doctor lists them", effects.mistaken);
  };
  return filtered_source(make_whole_source(o, tell), o.filter);
}

}  // namespace cputemp::app
