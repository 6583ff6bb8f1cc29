#include "sources.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include "demo.hpp"

namespace cputemp::app {

namespace {

hwmon::sysfs_settings settings(const options& o) {
  hwmon::sysfs_settings s{.root = o.sysfs, .classes = {}};
  if (o.collect.hwmon) s.classes.insert(hwmon::device_class::hwmon);
  if (o.collect.thermal_zone) s.classes.insert(hwmon::device_class::thermal_zone);
  return s;
}

}  // namespace

std::unique_ptr<hwmon::sensor_source> make_source(const options& o) {
  if (o.demo) return make_demo_source();
  return hwmon::make_sysfs_source(settings(o));
}

}  // namespace cputemp::app
