#include "demo/demo_reader.hpp"

#include <boost/system/errc.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace cputemp::app {
namespace {

using alarm_lists = std::vector<std::vector<hwmon::alarm>>;

/// Keeps the object that is shared if its value is the same.
template <class Value>
void share(std::shared_ptr<const Value>& shared, Value now) {
  if (!shared || *shared != now) shared = std::make_shared<const Value>(std::move(now));
}

alarm_lists alarms_in(const machine& m, const std::vector<simulated_sensor>& sensors) {
  alarm_lists all;
  for (const auto& s : sensors) {
    auto& alarms = all.emplace_back();
    for (const auto& [name, raised] : s.alarms) alarms.push_back({name, raised(m)});
  }
  return all;
}

std::vector<hwmon::attribute_value> values_beside(const simulated_sensor& s, const std::vector<hwmon::alarm>& alarms) {
  std::vector<hwmon::attribute_value> values;
  for (const auto& limit : s.details.limits) values.push_back({limit.name, limit.value});
  for (const auto& [name, raised] : alarms)
    values.push_back({name == "alarm" || name == "fault" ? name : name + "_alarm", raised ? 1 : 0});
  std::ranges::sort(values, {}, &hwmon::attribute_value::name);
  return values;
}

hwmon::raw_attributes attributes_of(const std::vector<simulated_sensor>& sensors, const alarm_lists& alarms) {
  hwmon::raw_attributes all;
  for (std::size_t i = 0; i < sensors.size(); ++i) {
    all.values.push_back(values_beside(sensors[i], alarms[i]));
    const auto& label = sensors[i].details.label;
    all.labels.push_back(label.empty() ? std::nullopt : std::optional(label));
  }
  return all;
}

class demo_reader final : public hwmon::device_reader {
 public:
  demo_reader(std::shared_ptr<running_machine> machine, std::vector<simulated_sensor> sensors,
              const simulated_device& whole, bool attributes)
      : machine_(std::move(machine)),
        sensors_(std::move(sensors)),
        all_sensors_(whole.sensors),
        asleep_(whole.asleep),
        wants_attributes_(attributes) {
    std::vector<hwmon::sensor_details> details;
    for (const auto& s : sensors_) details.push_back(s.details);
    share(details_, std::move(details));
    if (!whole.trips.empty()) share(trips_, whole.trips);
  }

  hwmon::readout read(hwmon::read_scope) override {
    return machine_->look([this](const machine& now) { return read_of(now); });
  }

  std::optional<std::int64_t> read_file(const std::string& name) override {
    return machine_->look([&](const machine& now) { return number_in(name, now); });
  }

 private:
  std::optional<std::int64_t> number_in(const std::string& name, const machine& now) const {
    const auto end = name.find('_');
    const auto sensor = std::ranges::find(
        all_sensors_, name.substr(0, end), [](const simulated_sensor& s) -> auto& { return s.description.sensor; });
    if (sensor == all_sensors_.end()) return std::nullopt;
    const auto property = end == std::string::npos ? std::string() : name.substr(end + 1);
    if (sensor->description.input()->name == property) return sensor->value(now);
    const auto beside = values_beside(*sensor, alarms_in(now, {*sensor}).front());
    const auto found = std::ranges::find(beside, property, &hwmon::attribute_value::name);
    return found == beside.end() ? std::nullopt : std::optional(found->value);
  }

  hwmon::readout read_of(const machine& now) {
    const bool asleep = asleep_ != nullptr && asleep_(now);
    std::vector<hwmon::reading> inputs;
    for (const auto& s : sensors_)
      inputs.push_back(asleep ? hwmon::reading(make_error_code(boost::system::errc::no_message_available))
                              : hwmon::reading(s.value(now)));
    if (!asleep) {
      share(alarms_, alarms_in(now, sensors_));
      if (wants_attributes_) share(attributes_, attributes_of(sensors_, *alarms_));
    }
    return {details_, std::move(inputs), alarms_, asleep, trips_, attributes_};
  }

  std::shared_ptr<running_machine> machine_;
  std::vector<simulated_sensor> sensors_;
  std::vector<simulated_sensor> all_sensors_;
  bool (*asleep_)(const machine&);
  bool wants_attributes_;
  std::shared_ptr<const std::vector<hwmon::sensor_details>> details_;
  std::shared_ptr<const alarm_lists> alarms_ = std::make_shared<const alarm_lists>(sensors_.size());
  std::shared_ptr<const std::vector<hwmon::trip_point>> trips_;
  std::shared_ptr<const hwmon::raw_attributes> attributes_;
};

}  // namespace

std::unique_ptr<hwmon::device_reader> make_demo_reader(std::shared_ptr<running_machine> machine,
                                                       const simulated_device& whole,
                                                       const hwmon::device_description& wanted, bool all_attributes) {
  std::vector<simulated_sensor> sensors;
  for (const auto& each : wanted.sensors)
    sensors.push_back(*std::ranges::find_if(whole.sensors, [&](const simulated_sensor& known) {
      return known.description.kind == each.kind && known.description.sensor == each.sensor;
    }));
  const bool is_chip = whole.description->chip() != nullptr;
  return std::make_unique<demo_reader>(std::move(machine), std::move(sensors), whole, all_attributes && is_chip);
}

}  // namespace cputemp::app
