#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include "schedule/scheduler.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::sampling::test {

using namespace std::chrono_literals;
using duration = boot_clock::duration;
using time_point = boot_clock::time_point;

/// How a simulated device behaves in a read that begins at a time.
struct behaviour {
  std::function<duration(time_point)> takes = [](time_point) { return 1ms; };
  std::function<boost::system::error_code(time_point)> fails = [](time_point) { return boost::system::error_code{}; };
  /// Adds to the readout of a read that ended at a time. If set, the values do not show their age.
  std::function<void(hwmon::readout&, time_point)> brings = nullptr;
};
constexpr duration for_ever = std::chrono::hours(24 * 365);

struct read_log_entry {
  std::string_view device;
  time_point began;
  time_point ended;
};

struct answered_scrape {
  time_point asked;
  time_point answered;
  std::shared_ptr<const snapshot> got;
};

/// Plays the threads, the clock and the scrapes to a scheduler. A sensor's value is the time at which its read ended,
/// in milliseconds since the simulation began, so that a reading shows its own age. Checks at every step what the
/// scheduler promises: no device is handed out twice, no reading is served past its validity.
class simulation {
 public:
  explicit simulation(settings s) : settings_(s), scheduler_(s, wall()) {}

  /// The time of day, which runs with the clock of the simulation, except when it is set.
  std::chrono::system_clock::time_point wall() const { return wall_at_start_ + now_.time_since_epoch(); }
  void set_wall_clock(duration forth) { wall_at_start_ += forth; }

  /// Adds a device before the simulation starts, or for the next discovery.
  void plug(const std::string& id, const std::string& bus, behaviour, bool slow = false);
  void plug(hwmon::device_description, behaviour);
  void unplug(const std::string& id) { plugged_.erase(id); }
  /// The kernel announces that a device came or went.
  void announce();
  void add_problem(hwmon::problem p) { problems_.push_back(std::move(p)); }
  void clear_problems() { problems_.clear(); }
  /// How long a discovery takes that begins at a time. It lists what is plugged when it ends.
  std::function<duration(time_point)> discovery_takes = [](time_point) { return 1ms; };

  void run_until(time_point);
  void run_for(duration d) { run_until(now_ + d); }
  /// Asks now; the answer appears in `answers` when it comes, at once if the newest snapshot may be served.
  void scrape(duration timeout = 10s);

  time_point now() const { return now_; }
  const std::shared_ptr<const snapshot>& latest() const { return latest_; }
  const device_state& state(const std::string& id) const;
  bool served(const std::string& id) const { return state(id).inputs.front().has_value(); }
  /// Completed reads.
  std::vector<read_log_entry> log;
  /// Whether `holds` is true of a read in the log, or of one that still runs, which ends at time_point::max().
  template <class Predicate>
  bool any_read(Predicate holds) const {
    return std::ranges::any_of(log, holds) || std::ranges::any_of(readers_, [&](const auto& r) {
             return r.second.current && holds(read_log_entry{{}, r.second.current->began, time_point::max()});
           });
  }
  std::vector<answered_scrape> answers;
  std::vector<std::string> notices;     // "kind device"
  std::vector<time_point> discoveries;  // when they began
  std::size_t most_readers() const { return readers_.size(); }

  /// Compares the extremes of a device with the log: the window covers at least `settings::window`, and at most a
  /// twelfth more.
  void check_window(const device_state&, time_point when) const;
  /// Checks the validity rule independently of the scheduler's bookkeeping.
  void check_ages(const snapshot&, time_point when) const;

 private:
  struct device {
    std::shared_ptr<const hwmon::device_description> description;
    behaviour how;
  };
  struct thread {
    std::deque<read_job> jobs;
    std::optional<reader_report::running> current;
    std::size_t sensors = 0;  // of the device being read
    std::optional<unsigned> package;
    time_point ends;
    std::vector<finished_read> finished;
  };
  struct running_read {
    device_token token;
    std::string device;
  };
  struct seen_package {
    time_point found;
    std::uint64_t count;
    double seconds;  // above the threshold that it was above for longest
  };
  struct asked_scrape {
    scrape_id id;
    time_point asked;
  };

  void step();
  void begin_next(thread&, time_point);
  void run_threads();
  std::string end_running(device_token);
  bool in_hand(device_token) const;
  reader_report report(thread&, bool withdraw) const;
  void begin_discovery(discovery_id);
  /// Reports those that have ended; returns whether there were any.
  bool end_discoveries();
  time_point next_event() const;
  void check(const snapshot&, time_point when) const;
  /// Checks that no counter goes down while its device or package exists, and that no time is counted twice.
  void check_history(const snapshot&);

  time_point now_{};
  std::chrono::system_clock::time_point wall_at_start_{24h};
  settings settings_;
  scheduler scheduler_;
  time_point wake_{};
  struct running_discovery {
    discovery_id id;
    time_point began;
    time_point ends;
  };
  std::vector<running_discovery> running_discoveries_;
  std::map<std::string, device> plugged_;
  std::map<std::string, device> ever_plugged_;
  std::set<std::string> described_again_;
  std::map<reader_id, thread> readers_;
  std::map<std::string, std::vector<time_point>> ends_;       // of the completed reads of each device
  std::map<std::string, std::vector<time_point>> good_ends_;  // of those that gave a value, since it was found
  std::vector<running_read> running_;
  std::vector<asked_scrape> open_scrapes_;
  std::map<std::string, seen_package> seen_packages_;
  std::map<std::string, std::uint64_t> seen_errors_;
  std::vector<hwmon::problem> problems_;
  scrape_id last_scrape_ = 0;
  std::shared_ptr<const snapshot> latest_;
};

}  // namespace cputemp::sampling::test
