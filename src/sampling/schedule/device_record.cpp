#include "schedule/device_record.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::sampling {
namespace {

using time_point = boot_clock::time_point;

// A longer gap between reads does not show a slow device: there were no scrapes.
constexpr auto longest_gap = std::chrono::minutes(5);

bool measures(const hwmon::device_description& device) {
  return std::ranges::any_of(device.sensors, [](const auto& sensor) { return sensor.input() != nullptr; });
}

}  // namespace

device_record::device_record(const settings& s, std::shared_ptr<const hwmon::device_description> description,
                             std::chrono::system_clock::time_point found)
    : settings_(&s),
      found_(found),
      description_(std::move(description)),
      newest_(description_),
      measures_(measures(*newest_)),
      faults_(description_->sensors.size()),
      throttles_(*description_) {
  if (s.in_background()) extremes_.emplace(*description_, time_slices(s.window));
}

void device_record::describe_again(std::shared_ptr<const hwmon::device_description> description) {
  newest_ = std::move(description);
  measures_ = measures(*newest_);
  if (!newest_->sensors.empty()) return;
  adopt(newest_);  // there will be no read
  up_.reset();
}

void device_record::adopt(std::shared_ptr<const hwmon::device_description> description) {
  const auto origins = same_sensors(*description_, *description);
  faults_.carry_over(origins);
  if (extremes_) extremes_->carry_over(*description, origins);
  throttles_.carry_over(*description_, *description, origins);
  description_ = std::move(description);
  last_ = {};
  state_.reset();
}

boot_clock::duration device_record::period() const {
  return newest_->slow || !measures_ ? std::max(settings_->interval, settings_->slow_interval) : settings_->interval;
}

boot_clock::duration device_record::validity() const {
  // Not shorter than a scrape may wait: with a maximum age of 0 a reading is for the scrape that asked for it.
  return std::max(
      {settings_->max_age, 2 * period(), 2 * std::min<boot_clock::duration>(gap_, longest_gap), settings_->timeout});
}

time_point device_record::inputs_expire() const { return last_ended_ ? *last_ended_ + validity() : time_point::min(); }

time_point device_record::alarms_expire() const {
  if (!alarms_read_) return time_point::min();
  return *alarms_read_ + std::max(validity(), 2 * std::max(settings_->interval, settings_->slow_interval));
}

std::optional<hwmon::read_scope> device_record::due(time_point now) const {
  if (in_hand_ || newest_->sensors.empty()) return std::nullopt;
  // Ticks jitter; a device that is due half a tick from now is due.
  const auto reached = [&](const std::optional<time_point>& last, boot_clock::duration period) {
    return !last || now - *last >= period - settings_->interval / 2;
  };
  if (unread()) return hwmon::read_scope::inputs_and_alarms;
  if (newest_->slow && !reached(asked_.inputs, period())) return std::nullopt;
  if (reached(asked_.alarms, settings_->slow_interval)) return hwmon::read_scope::inputs_and_alarms;
  return measures_ ? std::optional(hwmon::read_scope::inputs) : std::nullopt;
}

void device_record::read_handed_out(hwmon::read_scope scope, time_point now) {
  in_hand_ = in_sweep_ = true;
  overrun_counted_ = silence_noted_ = false;
  scope_in_hand_ = scope;
  read_began_.reset();
  asked_before_ = asked_;
  asked_.inputs = now;
  asked_.description = newest_;
  if (scope == hwmon::read_scope::inputs_and_alarms) asked_.alarms = now;
}

void device_record::read_withdrawn(time_point now) {
  in_hand_ = false;
  asked_ = asked_before_;
  no_reader(now);
}

void device_record::read_began(time_point began) {
  read_began_ = began;
  out_of_reach_since_.reset();
}

bool device_record::read_ended(time_point began, time_point ended, hwmon::readout readout,
                               std::vector<notice>& notices) {
  in_hand_ = false;
  read_began_.reset();
  out_of_reach_since_.reset();
  // The gap shows how often the device can be read if the device, or its bus, was slow. It does not if there were no
  // scrapes, or this process was stopped, or the device hung.
  const bool was_slow = ended - *asked_.inputs > settings_->sweep_limit;
  gap_ = last_ended_ && was_slow && !silence_noted_ ? ended - *last_ended_ : boot_clock::duration{};
  last_ended_ = ended;
  last_duration_ = ended - began;
  if (scope_in_hand_ == hwmon::read_scope::inputs_and_alarms) alarms_read_ = ended;
  if (std::exchange(silence_noted_, false)) notices.push_back({notice::kind::device_answers, description_});

  if (newest_->sensors.empty()) return false;  // they went while it was read
  if (asked_.description != description_) adopt(asked_.description);
  last_ = std::move(readout);
  const auto [only_errors, gone] = faults_.take(description_, last_.inputs, notices);
  up_ = !only_errors;
  if (description_->throttle()) throttles_.continue_with(last_.inputs);
  if (extremes_) extremes_->observe(last_.inputs, ended);
  state_.reset();
  return gone;
}

bool device_record::silent(time_point now) const { return read_began_ && now >= *read_began_ + validity(); }

bool device_record::note_silence(std::vector<notice>& notices) {
  if (std::exchange(silence_noted_, true)) return false;
  faults_.count_timeout();
  up_ = false;
  state_.reset();
  notices.push_back({notice::kind::device_silent, description_});
  return true;
}

bool device_record::out_of_reach(time_point now) const {
  return out_of_reach_since_ && now >= *out_of_reach_since_ + validity();
}

bool device_record::held_up(time_point now) {
  if (now < inputs_expire() || up_ == false || newest_->sensors.empty()) return false;
  up_ = false;
  state_.reset();
  return true;
}

time_point device_record::next_silence() const {
  return read_began_ && !silence_noted_ ? *read_began_ + validity() : time_point::max();
}

std::shared_ptr<const device_state> device_record::state(time_point now) {
  if (state_ && now < state_->expires) return state_;

  auto state = std::make_shared<device_state>();
  state->description = description_;
  state->details = last_.details;
  state->read_duration = last_duration_;
  state->read_ended = last_ended_;
  state->inputs_expire = inputs_expire();
  state->up = up_;
  state->errors = faults_.counts();
  state->found = found_;
  if (now < inputs_expire()) {
    state->inputs = last_.inputs;
    state->raw_inputs = last_.raw_inputs;
    state->asleep = last_.asleep;
    if (last_.asleep || std::ranges::any_of(last_.inputs, [](const auto& input) { return input.has_value(); }))
      state->expires = inputs_expire();
  } else {
    state->inputs.assign(description_->sensors.size(), make_error_code(hwmon::sensor_errc::not_read));
  }
  if ((last_.alarms || last_.trips || last_.attributes) && now < alarms_expire()) {
    state->alarms = last_.alarms;
    state->trips = last_.trips;
    state->attributes = last_.attributes;
    state->expires = std::min(state->expires, alarms_expire());
  }
  if (extremes_) {
    auto [window, expires] = extremes_->value(now);
    state->window = std::move(window);
    state->expires = std::min(state->expires, expires);
  }
  state_ = std::move(state);
  return state_;
}

}  // namespace cputemp::sampling
