#include "scheduler.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::sampling {

using time_point = steady_clock::time_point;

scheduler::scheduler(settings s)
    : settings_(s), roster_(s.max_readers), sweep_duration_{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5} {}

// ---- facts ----

void scheduler::found(hwmon::inventory inventory, time_point now) {
  discovering_ = false;
  last_discovery_ = now;
  compare_problems(std::move(inventory.problems));

  std::map<std::string, device_token, std::less<>> tokens;
  for (auto& device : inventory.devices) {
    if (device->sensors.empty()) continue;
    const auto known = tokens_.find(device->id);
    if (known != tokens_.end() && devices_.at(known->second).description() == *device) {
      tokens.insert(tokens_.extract(known));
      continue;
    }
    const auto token = ++last_token_;
    pending_.notices.push_back({notice::kind::device_found, device});
    tokens.emplace(device->id, token);
    devices_.emplace(token, device_record(settings_, std::move(device)));
    changed_ = true;
  }
  for (const auto& [id, token] : tokens_) {
    pending_.notices.push_back({notice::kind::device_removed, devices_.at(token).shared_description()});
    devices_.erase(token);
    changed_ = true;
  }
  const bool had_devices = !tokens_.empty();
  tokens_ = std::move(tokens);
  if (tokens_.empty() && (had_devices || !inventory_known_)) pending_.notices.push_back({notice::kind::no_devices});

  if (!std::exchange(inventory_known_, true)) next_tick_ = now;
}

void scheduler::discovery_failed(time_point now) {
  discovering_ = false;
  last_discovery_ = now;
}

void scheduler::compare_problems(std::vector<hwmon::problem> problems) {
  const auto listed_in = [](const std::vector<hwmon::problem>& list) {
    return [&list](const hwmon::problem& p) {
      return std::ranges::any_of(list, [&](const auto& q) { return q.path == p.path && q.error == p.error; });
    };
  };
  for (const auto& p : problems)
    if (!listed_in(problems_)(p))
      pending_.notices.push_back({notice::kind::discovery_failed, nullptr, 0, p.error, p.path});
  for (const auto& p : problems_)
    if (!listed_in(problems)(p))
      pending_.notices.push_back({notice::kind::discovery_recovered, nullptr, 0, p.error, p.path});
  problems_ = std::move(problems);
}

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
  changed_ |= !device->second.ever_read();  // nobody should wait a whole interval to see it for the first time
  if (device->second.read_ended(read.began, read.ended, std::move(read.readout), pending_.notices)) device_gone_ = true;
  unpublished_ = true;
}

void scheduler::asked(scrape_id id, time_point deadline) { scrapes_.push_back({id, deadline, false}); }

// ---- what follows from them ----

actions scheduler::advance(time_point now, std::chrono::system_clock::time_point wall) {
  redispatch_withdrawn(now);
  discover_if_due(now);
  tick_if_due(now);
  resolve_scrapes(now);
  notice_silence(now);
  end_sweep_if_due(now, wall);
  if (latest_ && (changed_ || now >= first_expiry_)) publish(now);
  answer_scrapes(now);
  pending_.wake = next_wake();
  return std::exchange(pending_, {});
}

void scheduler::discover_if_due(time_point now) {
  if (now < next_discovery()) return;
  discovering_ = true;
  device_gone_ = false;
  pending_.discover = true;
}

time_point scheduler::next_discovery() const {
  if (discovering_) return time_point::max();
  if (!last_discovery_) return time_point::min();
  // A device that says that it is gone and is listed all the same must not make us look all the time.
  if (device_gone_ || !inventory_known_) return *last_discovery_ + std::chrono::seconds(1);
  const bool by_timer = settings_.interval > settings_.interval.zero();
  return by_timer || !scrapes_.empty() ? *last_discovery_ + settings_.rediscovery : time_point::max();
}

void scheduler::redispatch_withdrawn(time_point now) {
  for (const auto& job : withdrawn_)
    if (const auto device = devices_.find(job.device); device != devices_.end()) device->second.read_withdrawn();
  dispatch(std::exchange(withdrawn_, {}), now);
}

void scheduler::tick_if_due(time_point now) {
  if (now < next_tick_) return;
  bool overrun = false;
  for (auto& [token, device] : devices_) overrun |= device.first_overrun();
  overruns_ += overrun;
  begin_sweep(now, now + settings_.sweep_limit);
  if (settings_.interval == settings_.interval.zero())
    next_tick_ = time_point::max();
  else
    next_tick_ = std::max(next_tick_ + settings_.interval, now + settings_.interval / 2);
}

bool scheduler::refresh_needed(time_point now) const { return now >= *last_sweep_published_ + settings_.max_age; }

void scheduler::resolve_scrapes(time_point now) {
  if (!latest_) return;  // they wait for the first sweep
  for (auto& scrape : scrapes_) {
    if (scrape.joined || !refresh_needed(now)) continue;
    if (!sweep_) begin_sweep(now, now + settings_.timeout);
    // What is still being read long after the sweep began is none of this scrape's business.
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
  // Where readers are short, whoever has waited longest comes first; in the first sweep, whoever is quick.
  std::ranges::stable_sort(jobs, {}, [&](const read_job& job) {
    return std::pair(devices_.at(job.device).last_handed_out(), job.description->slow);
  });
  dispatch(jobs, now);
}

void scheduler::dispatch(const std::vector<read_job>& jobs, time_point now) {
  std::map<reader_id, read_batch> batches;
  std::map<std::string_view, std::optional<reader_id>> readers;  // by bus; all are asked before any gets work
  for (const auto& job : jobs)
    if (const auto& bus = job.description->bus; !readers.contains(bus)) readers.emplace(bus, roster_.idle_reader(bus));
  for (const auto& job : jobs) {
    const auto device = devices_.find(job.device);
    const auto reader = readers.at(job.description->bus);
    if (!reader || device == devices_.end()) continue;  // due again at the next sweep
    device->second.read_handed_out(job.scope, now);
    if (!sweep_) device->second.leave_sweep();  // it was withdrawn, and the sweep that asked for it is over
    roster_.hand_out(*reader, job.device, job.description->bus);
    if (roster_.is_shared(*reader)) shared_check_ = now + settings_.patience;
    batches[*reader].jobs.push_back(job);
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
  if (silent_buses.empty()) return;
  for (auto& [token, device] : devices_)
    if (std::ranges::find(silent_buses, device.description().bus) != silent_buses.end())
      changed_ |= device.held_up(now);
}

void scheduler::end_sweep_if_due(time_point now, std::chrono::system_clock::time_point wall) {
  if (!sweep_) return;
  const bool complete = std::ranges::none_of(devices_, [](const auto& entry) { return entry.second.in_sweep(); });
  if (!complete && now < sweep_->publish_by) return;
  for (auto& [token, device] : devices_) device.leave_sweep();
  sweep_duration_.observe(std::chrono::duration<double>(now - sweep_->began).count());
  sweep_.reset();
  ++sweeps_;
  taken_ = wall;
  last_sweep_published_ = now;
  for (auto& scrape : scrapes_) scrape.joined = false;
  publish(now);
}

void scheduler::publish(time_point now) {
  auto s = std::make_shared<snapshot>();
  s->sequence = ++sequence_;
  s->taken = taken_;
  s->sweeps = sweeps_;
  s->overruns = overruns_;
  s->sweep_duration_seconds = sweep_duration_.value();
  s->devices.reserve(tokens_.size());
  first_expiry_ = time_point::max();
  for (const auto& [id, token] : tokens_) {
    s->devices.push_back(devices_.at(token).state(now));
    first_expiry_ = std::min(first_expiry_, s->devices.back()->expires);
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
  if (latest_ && unpublished_) publish(now);
  for (auto scrape = first; scrape != scrapes_.end(); ++scrape) pending_.answered.push_back(scrape->id);
  scrapes_.erase(first, scrapes_.end());
}

time_point scheduler::next_wake() const {
  auto wake = std::min({next_tick_, next_discovery(), shared_check_, first_expiry_});
  if (sweep_) wake = std::min(wake, sweep_->publish_by);
  for (const auto& scrape : scrapes_) wake = std::min(wake, scrape.deadline);
  for (const auto& [token, device] : devices_) wake = std::min(wake, device.next_silence());
  return wake;
}

}  // namespace cputemp::sampling
