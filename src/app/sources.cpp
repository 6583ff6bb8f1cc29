#include "sources.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include "demo.hpp"

namespace cputemp::app {

std::unique_ptr<hwmon::sensor_source> make_source(const options& o) {
  if (o.demo) return make_demo_source();
  return hwmon::make_sysfs_source({o.sysfs, o.collect.hwmon, o.collect.thermal_zone});
}

}  // namespace cputemp::app
