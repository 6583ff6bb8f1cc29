#include "native/chip_families.hpp"

#include <cstdint>

namespace cputemp::exporter {
namespace {

/// How a kind of sensors is shown. A kind without limits or alarms (hwmon/sysfs-interface) has no family for them.
struct kind_entry {
  const catalogue_entry& reading;
  const catalogue_entry* limit;
  const catalogue_entry* alarm;
  double divisor;  ///< from the kernel's unit; multiplying by 0.001 would print 68850 as 68.85000000000001
};

namespace c = catalogue;

constexpr std::array<kind_entry, hwmon::selectable_kinds> kind_table = {{
    {c::temp, &c::temp_limit, &c::temp_alarm, 1e3},
    {c::fan, &c::fan_limit, &c::fan_alarm, 1},
    {c::in, &c::in_limit, &c::in_alarm, 1e3},
    {c::curr, &c::curr_limit, &c::curr_alarm, 1e3},
    {c::power, &c::power_limit, &c::power_alarm, 1e6},
    {c::energy, nullptr, nullptr, 1e6},
    {c::humidity, &c::humidity_limit, &c::humidity_alarm, 1e5},
    {c::freq, nullptr, nullptr, 1},
    {c::pwm, nullptr, nullptr, 255},
    {c::intrusion_alarm, nullptr, nullptr, 1},
}};

gathered_family* family_of(gathered_families& all, const catalogue_entry* entry) {
  return entry ? &all.of(*entry) : nullptr;
}

double scaled(std::int64_t value, double divisor) { return static_cast<double>(value) / divisor; }

}  // namespace

chip_families::chip_families(gathered_families& to, const std::set<hwmon::sensor_kind>& kinds,
                             const std::string& window)
    : wanted_(kinds),
      window_(window),
      highest_(to.of(catalogue::temp_window_max)),
      lowest_(to.of(catalogue::temp_window_min)) {
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    const auto& entry = kind_table[i];
    kinds_[i] = {entry.divisor, &to.of(entry.reading), family_of(to, entry.limit), family_of(to, entry.alarm)};
  }
}

void chip_families::add_sensor(const kind_families& to, const sampling::device_state& device, std::size_t sensor,
                               device_labels& labels) {
  if (const auto& input = device.inputs[sensor]) to.reading->add(labels.sensor(sensor), scaled(*input, to.divisor));
  if (to.limit) {
    const auto& limits = (*device.details)[sensor].limits;
    for (std::size_t l = 0; l < limits.size(); ++l)
      to.limit->add(labels.limit(sensor, l), scaled(limits[l].value, to.divisor));
  }
  if (to.alarm && device.alarms)
    for (const auto& alarm : (*device.alarms)[sensor])
      to.alarm->add(labels.alarm(sensor, alarm.name), alarm.raised ? 1.0 : 0.0);
}

void chip_families::add_extremes(const sampling::extremes& window, const metrics::label_set& labels) {
  const double divisor = kind_table[static_cast<std::size_t>(hwmon::sensor_kind::temp)].divisor;
  highest_.add(labels, scaled(window.highest, divisor));
  lowest_.add(labels, scaled(window.lowest, divisor));
}

void chip_families::add(const sampling::device_state& device, device_labels& labels) {
  if (!device.details) return;
  const auto& sensors = device.description->sensors;
  for (std::size_t i = 0; i < sensors.size(); ++i) {
    const auto kind = static_cast<std::size_t>(sensors[i].kind);
    if (kind >= kinds_.size() || !sensors[i].is_wanted(wanted_)) continue;
    add_sensor(kinds_[kind], device, i, labels);
    if (!device.window.empty() && device.window[i]) add_extremes(*device.window[i], labels.window(i, window_));
  }
}

}  // namespace cputemp::exporter
