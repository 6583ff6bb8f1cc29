#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/sampling/notice.hpp>
#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "history/device_extremes.hpp"
#include "history/fault_ledger.hpp"
#include "history/throttle_ledger.hpp"
#include "schedule/read_work.hpp"

namespace cputemp::sampling {

/// The scheduler's memory of one device. Decides when it is due, how long its readings are valid, what counts as an
/// error and whether the device is up.
class device_record {
 public:
  /// `found` is the time of day; it does not change.
  device_record(const settings&, std::shared_ptr<const hwmon::device_description>,
                std::chrono::system_clock::time_point found);

  /// As it was found last. The published state uses it from the first read on that was handed out with it.
  const hwmon::device_description& description() const noexcept { return *newest_; }
  const std::shared_ptr<const hwmon::device_description>& shared_description() const noexcept { return newest_; }

  /// It was found with another description: a file came or went. Keeps what was counted for each sensor.
  void describe_again(std::shared_ptr<const hwmon::device_description>);

  /// Returns what a sweep at `now` reads of it; nothing while a read of it is in hand.
  std::optional<hwmon::read_scope> due(boot_clock::time_point now) const;

  void read_handed_out(hwmon::read_scope, boot_clock::time_point now);
  /// The read was not begun.
  void read_withdrawn(boot_clock::time_point now);
  /// A read is due, but no reader is free for it.
  void no_reader(boot_clock::time_point now) { out_of_reach_since_ = out_of_reach_since_.value_or(now); }
  /// The read has begun. May be called again for the same read.
  void read_began(boot_clock::time_point began);
  /// Empty, and so before all others, if the device was never read.
  const std::optional<boot_clock::time_point>& last_handed_out() const noexcept { return asked_.inputs; }
  /// Whether it can be read, but no read with its newest description was handed out yet.
  bool unread() const noexcept { return asked_.description != newest_ && !newest_->sensors.empty(); }
  /// Whether the read in hand is the first one with its description.
  bool first_read() const noexcept { return !last_ended_ || asked_.description != description_; }
  bool in_sweep() const noexcept { return in_hand_ && in_sweep_; }
  /// The sweep that handed it out has been published without it.
  void leave_sweep() noexcept { in_sweep_ = false; }
  /// Returns true on the first call during one read.
  bool first_overrun() noexcept { return in_hand_ && !std::exchange(overrun_counted_, true); }

  /// Takes the result, counts its errors and notes what changed. Returns whether the device reported that it is gone.
  bool read_ended(boot_clock::time_point began, boot_clock::time_point ended, hwmon::readout, std::vector<notice>&);

  /// Whether the running read has outlasted its validity.
  bool silent(boot_clock::time_point now) const;
  /// Counts and notes that; returns true the first time in a read.
  bool note_silence(std::vector<notice>&);
  /// Whether it could not be read for as long as a reading is valid, though nothing is known to be wrong with its bus.
  bool out_of_reach(boot_clock::time_point now) const;
  /// Another device hangs, so that this one can't be read. Returns true when that takes the device down.
  bool held_up(boot_clock::time_point now);

  /// When the running read becomes a silence; time_point::max() if it is one already, or no read is known to run.
  boot_clock::time_point next_silence() const;

  /// The published state; the same object as before if nothing changed.
  std::shared_ptr<const device_state> state(boot_clock::time_point now);

 private:
  boot_clock::duration period() const;
  boot_clock::duration validity() const;
  boot_clock::time_point inputs_expire() const;
  boot_clock::time_point alarms_expire() const;
  void adopt(std::shared_ptr<const hwmon::device_description>);

  const settings* settings_;
  std::chrono::system_clock::time_point found_;
  std::shared_ptr<const hwmon::device_description> description_;  // of the last read: all below is parallel to it
  std::shared_ptr<const hwmon::device_description> newest_;       // for the reads to come
  bool measures_;                                                 // `newest_` has a sensor with an input

  bool in_hand_ = false;
  bool in_sweep_ = false;
  bool overrun_counted_ = false;
  bool silence_noted_ = false;
  hwmon::read_scope scope_in_hand_ = hwmon::read_scope::inputs;
  std::optional<boot_clock::time_point> read_began_;  // of the running read
  std::optional<boot_clock::time_point> out_of_reach_since_;
  struct asked {
    std::optional<boot_clock::time_point> inputs;
    std::optional<boot_clock::time_point> alarms;
    std::shared_ptr<const hwmon::device_description> description;
  };
  asked asked_;         // when reads were handed out
  asked asked_before_;  // before the last one: a read that is withdrawn leaves no trace
  std::optional<boot_clock::time_point> last_ended_;
  std::optional<boot_clock::time_point> alarms_read_;
  boot_clock::duration gap_{};  // between the last two completed reads, if it was the device that took so long

  hwmon::readout last_;
  std::optional<boot_clock::duration> last_duration_;
  std::optional<bool> up_;
  fault_ledger faults_;
  std::optional<device_extremes> extremes_;
  throttle_ledger throttles_;
  std::shared_ptr<const device_state> state_;  // null when it has to be made again
};

}  // namespace cputemp::sampling
