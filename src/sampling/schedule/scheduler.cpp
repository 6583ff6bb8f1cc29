#include "schedule/scheduler.hpp"

#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>

#include <algorithm>
#include <utility>

namespace cputemp::sampling {

using time_point = boot_clock::time_point;

namespace {

/// Whether memory or descriptors were too few to list all.
bool ran_short(const hwmon::inventory& inventory) {
  return std::ranges::any_of(inventory.problems, [](const hwmon::problem& p) {
    return hwmon::classify(p.error).what == hwmon::fault_class::ours;
  });
}

}  // namespace

scheduler::scheduler(settings s, wall_time started)
    : settings_(std::move(s)),
      started_(started),
      roster_(settings_.max_readers),
      discovery_(settings_),
      sweep_duration_{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5} {
  if (settings_.in_background()) history_.emplace(settings_);
}

// ---- facts ----

void scheduler::found(discovery_id which, hwmon::inventory inventory, time_point now, wall_time wall) {
  const bool first = !discovery_.listed();
  const bool hung = discovery_.hung();
  const bool had_sensors = any_sensor();
  if (!discovery_.ended(which, now)) return;
  if (hung) pending_.notices.push_back({notice::kind::discovery_answers});
  changed_ |= hung;
  const bool incomplete = ran_short(inventory);
  changed_ |= problems_.replace(std::move(inventory.problems), pending_.notices);
  if (incomplete) discovery_.look_again();
  if (incomplete && !first) return;  // what it lacks may be there, and go on
  if (!cores_ || *cores_ != inventory.cores) {
    cores_ = std::make_shared<const std::vector<hwmon::cpu_core>>(std::move(inventory.cores));
    changed_ = true;
  }

  auto gone = std::exchange(tokens_, {});
  for (auto& device : inventory.devices) {
    if (auto known = gone.extract(device->id))
      listed_again(tokens_.insert(std::move(known)).position->second, std::move(device));
    else
      appeared(std::move(device), wall);
  }
  for (const auto& [id, token] : gone) {
    note(notice::kind::device_removed, devices_.at(token).shared_description());
    devices_.erase(token);
    changed_ = true;
  }
  if (!any_sensor() && (had_sensors || first)) pending_.notices.push_back({notice::kind::no_devices});
  if (first) next_tick_ = now;
}

void scheduler::listed_again(device_token token, std::shared_ptr<const hwmon::device_description> description) {
  auto& device = devices_.at(token);
  if (device.description() == *description) return;
  if (device.description().sensors.empty()) note(notice::kind::device_found, description);
  device.describe_again(std::move(description));
  newcomers_ = changed_ = true;
}

void scheduler::appeared(std::shared_ptr<const hwmon::device_description> description, wall_time wall) {
  const auto token = ++last_token_;
  note(notice::kind::device_found, description);
  tokens_.emplace(description->id, token);
  devices_.emplace(token, device_record(settings_, std::move(description), wall));
  newcomers_ = changed_ = true;
}

/// Leaves out devices without sensors, such as a battery that only has a name: no operator waits for them.
void scheduler::note(notice::kind what, const std::shared_ptr<const hwmon::device_description>& device) {
  if (!device->sensors.empty()) pending_.notices.push_back({what, device});
}

bool scheduler::any_sensor() const {
  return std::ranges::any_of(devices_, [](const auto& entry) { return !entry.second.description().sensors.empty(); });
}

void scheduler::discovery_failed(time_point now) { discovery_.failed(now); }

void scheduler::device_event(time_point now) { discovery_.event(now); }

void scheduler::reported(reader_id reader, reader_report report) {
  for (auto& read : report.finished) {
    roster_.take_back(reader, read.device);
    read_ended(std::move(read));
  }
  for (auto& job : report.withdrawn) {
    roster_.take_back(reader, job.device);
    withdrawn_.push_back(std::move(job));
  }
  if (report.current) {
    const auto device = devices_.find(report.current->device);
    if (device != devices_.end()) device->second.read_began(report.current->began);
  }
  if (!roster_.is_shared(reader)) return;
  shared_check_ = report.current && !report.stuck ? report.current->began + settings_.patience : time_point::max();
  if (report.stuck) roster_.isolate(report.current->device);
}

void scheduler::read_ended(finished_read read) {
  const auto device = devices_.find(read.device);
  if (device == devices_.end()) return;     // removed meanwhile
  changed_ |= device->second.first_read();  // it is not shown a whole interval late
  if (device->second.read_ended(read.began, read.ended, std::move(read.readout), pending_.notices))
    discovery_.look_again();
  unpublished_ = true;
}

void scheduler::asked(scrape_id id, time_point deadline) { scrapes_.push_back({id, deadline, false}); }

// ---- what follows from them ----

actions scheduler::advance(time_point now, wall_time wall) {
  wall_ = wall;
  redispatch_withdrawn(now);
  give_up_discovery_if_late(now);
  pending_.discover = discovery_.begin_if_due(now, !scrapes_.empty());
  tick_if_due(now);
  resolve_scrapes(now);
  read_newcomers(now);
  notice_silence(now);
  end_sweep_if_due(now);
  if (latest_ && (changed_ || now >= first_expiry_)) publish(now, occasion::something_changed);
  answer_scrapes(now);
  pending_.wake = next_wake();
  return std::exchange(pending_, {});
}

void scheduler::redispatch_withdrawn(time_point now) {
  for (const auto& job : withdrawn_)
    if (const auto device = devices_.find(job.device); device != devices_.end()) device->second.read_withdrawn(now);
  dispatch(std::exchange(withdrawn_, {}), now);
}

void scheduler::give_up_discovery_if_late(time_point now) {
  if (!discovery_.give_up_if_late(now)) return;
  pending_.notices.push_back({notice::kind::discovery_hangs});
  changed_ = true;
  // Nothing was found, but scrapes are answered from here on.
  if (!discovery_.listed()) next_tick_ = now;
}

void scheduler::tick_if_due(time_point now) {
  if (now < next_tick_) return;
  bool overrun = false;
  for (auto& [token, device] : devices_) overrun |= device.first_overrun();
  overruns_ += overrun;
  // Readings that came too late for the last sweep are samples too, and this sweep may replace them.
  if (latest_ && unpublished_) publish(now, occasion::samples_taken);
  begin_sweep(now, now + settings_.sweep_limit);
  next_tick_ = settings_.in_background() ? std::max(next_tick_ + settings_.interval, now + settings_.interval / 2)
                                         : time_point::max();
}

bool scheduler::refresh_needed(time_point now) const { return now >= *last_sweep_published_ + settings_.max_age; }

void scheduler::resolve_scrapes(time_point now) {
  if (!latest_) return;  // they wait for the first sweep
  for (auto& scrape : scrapes_) {
    if (scrape.joined || !refresh_needed(now)) continue;
    if (!sweep_) begin_sweep(now, now + settings_.timeout);
    // This scrape does not wait for reads that last long after the sweep began.
    scrape.joined = now < sweep_->began + settings_.patience;
  }
}

void scheduler::begin_sweep(time_point now, time_point publish_by) {
  if (sweep_)
    sweep_->publish_by = std::min(sweep_->publish_by, publish_by);
  else
    sweep_ = {now, publish_by};
  std::vector<read_job> jobs;
  for (const auto& [id, token] : tokens_) {
    const auto& device = devices_.at(token);
    if (const auto scope = device.due(now)) jobs.push_back({token, device.shared_description(), *scope});
  }
  // If readers are short, the devices that have waited longest come first; in the first sweep, the fast ones.
  std::ranges::stable_sort(jobs, {}, [&](const read_job& job) {
    return std::pair(devices_.at(job.device).last_handed_out(), job.description->slow);
  });
  dispatch(jobs, now);
}

/// Reads devices that came between two ticks at once: the next tick may be a minute away.
void scheduler::read_newcomers(time_point now) {
  if (!newcomers_) return;
  std::vector<read_job> jobs;
  for (const auto& [token, device] : devices_) {
    const auto scope = device.unread() ? device.due(now) : std::nullopt;
    if (scope) jobs.push_back({token, device.shared_description(), *scope});
  }
  dispatch(jobs, now);
  newcomers_ = std::ranges::any_of(devices_, [](const auto& entry) { return entry.second.unread(); });
}

void scheduler::dispatch(const std::vector<read_job>& jobs, time_point now) {
  std::map<reader_id, read_batch> batches;
  std::map<std::string_view, std::optional<reader_id>> readers;  // by bus; all are asked before any gets work
  for (const auto& job : jobs)
    if (const auto& bus = job.description->bus; !readers.contains(bus)) readers.emplace(bus, roster_.idle_reader(bus));
  for (const auto& job : jobs) {
    const auto device = devices_.find(job.device);
    const auto reader = readers.at(job.description->bus);
    if (device == devices_.end()) continue;
    if (!reader) {  // due again at the next sweep
      device->second.no_reader(now);
      continue;
    }
    device->second.read_handed_out(job.scope, now);
    if (!sweep_) device->second.leave_sweep();  // it was withdrawn, and the sweep that asked for it is over
    roster_.hand_out(*reader, job.device, job.description->bus);
    if (roster_.is_shared(*reader)) shared_check_ = now + settings_.patience;
    // A job that was withdrawn may be older than the newest description.
    batches[*reader].jobs.push_back({job.device, device->second.shared_description(), job.scope});
  }
  for (auto& [reader, batch] : batches) {
    batch.reader = reader;
    batch.released = roster_.release(reader, devices_);
    pending_.batches.push_back(std::move(batch));
  }
}

void scheduler::notice_silence(time_point now) {
  std::vector<std::string_view> silent_buses;
  for (auto& [token, device] : devices_) {
    if (!device.silent(now)) continue;
    changed_ |= device.note_silence(pending_.notices);
    silent_buses.push_back(device.description().bus);
  }
  for (auto& [token, device] : devices_) {
    const bool behind = std::ranges::find(silent_buses, device.description().bus) != silent_buses.end();
    if (behind || device.out_of_reach(now)) changed_ |= device.held_up(now);
  }
}

void scheduler::end_sweep_if_due(time_point now) {
  if (!sweep_) return;
  const bool complete = std::ranges::none_of(devices_, [](const auto& entry) { return entry.second.in_sweep(); });
  if (!complete && now < sweep_->publish_by) return;
  for (auto& [token, device] : devices_) device.leave_sweep();
  sweep_duration_.observe(std::chrono::duration<double>(now - sweep_->began).count());
  sweep_.reset();
  ++sweeps_;
  taken_ = wall_;
  last_sweep_published_ = now;
  for (auto& scrape : scrapes_) scrape.joined = false;
  publish(now, occasion::samples_taken);
}

void scheduler::publish(time_point now, occasion why) {
  auto s = std::make_shared<snapshot>();
  s->sequence = ++sequence_;
  s->started = started_;
  s->taken = taken_;
  s->sweeps = sweeps_;
  s->overruns = overruns_;
  s->sweep_duration_seconds = sweep_duration_.value();
  s->discovery_hung = discovery_.hung();
  s->problems = problems_.list();
  s->cores = cores_;
  s->devices.reserve(tokens_.size());
  first_expiry_ = time_point::max();
  for (const auto& [id, token] : tokens_) {
    s->devices.push_back(devices_.at(token).state(now));
    first_expiry_ = std::min(first_expiry_, s->devices.back()->expires);
  }
  s->cpu_is_chosen = settings_.cpu_is_chosen;
  const auto packages = cpu_packages(*s);
  s->headline = hottest_cpu_package(packages);
  if (history_) {
    const auto sampled_at = why == occasion::samples_taken ? std::optional(wall_) : std::nullopt;
    first_expiry_ = std::min(first_expiry_, history_->complete(*s, packages, now, sampled_at));
  }
  s->serve_until = std::min(first_expiry_, *last_sweep_published_ + settings_.max_age);
  latest_ = std::move(s);
  pending_.published = latest_;
  changed_ = unpublished_ = false;
}

void scheduler::answer_scrapes(time_point now) {
  const auto waits = [&](const waiting_scrape& scrape) { return now < scrape.deadline && (scrape.joined || !latest_); };
  const auto first = std::stable_partition(scrapes_.begin(), scrapes_.end(), waits);
  if (first == scrapes_.end()) return;
  if (latest_ && unpublished_) publish(now, occasion::something_changed);
  for (auto scrape = first; scrape != scrapes_.end(); ++scrape) pending_.answered.push_back(scrape->id);
  scrapes_.erase(first, scrapes_.end());
}

time_point scheduler::next_wake() const {
  auto wake =
      std::min({next_tick_, discovery_.next(!scrapes_.empty()), discovery_.late_at(), shared_check_, first_expiry_});
  if (sweep_) wake = std::min(wake, sweep_->publish_by);
  for (const auto& scrape : scrapes_) wake = std::min(wake, scrape.deadline);
  for (const auto& [token, device] : devices_) wake = std::min(wake, device.next_silence());
  return wake;
}

}  // namespace cputemp::sampling
