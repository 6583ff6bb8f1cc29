#include "simulation.hpp"

#include <cputemp/sampling/cpu_temperature.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace cputemp::sampling::test {
namespace {

std::int64_t milliseconds(time_point t) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
}

constexpr std::array kind_names = {"found",
                                   "removed",
                                   "silent",
                                   "answers",
                                   "failed",
                                   "recovered",
                                   "discovery_failed",
                                   "discovery_recovered",
                                   "threads_lacking",
                                   "threads_sufficing",
                                   "no_devices",
                                   "discovery_hangs",
                                   "discovery_answers",
                                   "uevents_unheard"};

/// Each sensor measures the package itself.
std::shared_ptr<const std::vector<hwmon::sensor_details>> details_of_package(unsigned number, std::size_t sensors) {
  return std::make_shared<const std::vector<hwmon::sensor_details>>(
      sensors, hwmon::sensor_details{{}, hwmon::cpu_position{hwmon::cpu_part::package, number, {}}, {}});
}

/// Makes the message and calls Boost.Test only on failure: millions of these pass.
template <class Message>
void require(bool holds, Message message) {
  if (!holds) BOOST_FAIL(message());
}

}  // namespace

void simulation::plug(const std::string& id, const std::string& bus, behaviour how, bool slow) {
  plug({.id = id,
        .directory = {},
        .bus = bus,
        .slow = slow,
        .package = {},
        .identity = hwmon::chip_identity{id, "simulated"},
        .sensors = {{"temp1", {{"input", id + "/temp1_input"}}}}},
       std::move(how));
}

void simulation::plug(hwmon::device_description description, behaviour how) {
  const auto id = description.id;
  if (plugged_.contains(id)) described_again_.insert(id);
  plugged_[id] =
      ever_plugged_[id] = {std::make_shared<const hwmon::device_description>(std::move(description)), std::move(how)};
}

void simulation::announce() {
  scheduler_.device_event(now_);
  step();
}

const device_state& simulation::state(const std::string& id) const {
  for (const auto& d : latest_->devices)
    if (d->description->id == id) return *d;
  throw std::runtime_error("no device " + id);
}

void simulation::begin_next(thread& t, time_point when) {
  if (t.current || t.jobs.empty()) return;
  const auto job = t.jobs.front();
  t.jobs.pop_front();
  t.current = {job.device, when};
  t.sensors = job.description->sensors.size();
  t.package = job.description->package;
  t.ends = when + ever_plugged_.at(job.description->id).how.takes(when);
  running_.push_back({job.device, job.description->id});
}

void simulation::run_threads() {
  for (auto& [id, t] : readers_) {
    while (t.current && t.ends <= now_) {
      const auto began = t.current->began;
      const auto name = end_running(t.current->device);
      const auto& how = ever_plugged_.at(name).how;
      const auto error = how.fails(began);
      hwmon::readout readout;
      readout.inputs.assign(t.sensors, error ? hwmon::reading(error) : hwmon::reading(milliseconds(t.ends)));
      if (t.package) readout.details = details_of_package(*t.package, t.sensors);
      if (how.brings) how.brings(readout, t.ends);
      t.finished.push_back({t.current->device, began, t.ends, std::move(readout)});
      log.push_back({ever_plugged_.find(name)->first, began, t.ends});
      ends_[name].push_back(t.ends);
      if (!error) good_ends_[name].push_back(t.ends);
      t.current.reset();
      begin_next(t, t.ends);
    }
  }
}

std::string simulation::end_running(device_token token) {
  const auto found = std::ranges::find(running_, token, &running_read::token);
  auto name = found->device;
  running_.erase(found);
  return name;
}

reader_report simulation::report(thread& t, bool withdraw) const {
  reader_report result;
  result.finished = std::exchange(t.finished, {});
  result.current = t.current;
  if (withdraw && t.current && now_ - t.current->began >= settings_.patience) {
    result.stuck = true;
    result.withdrawn.assign(t.jobs.begin(), t.jobs.end());
    t.jobs.clear();
  }
  return result;
}

void simulation::step() {
  for (const auto id : scheduler_.busy_readers())
    scheduler_.reported(id, report(readers_.at(id), scheduler_.withdraws(id)));
  auto todo = scheduler_.advance(now_, wall());
  for (auto& batch : todo.batches) {
    auto& t = readers_[batch.reader];
    for (auto& job : batch.jobs) {
      require(!in_hand(job.device), [&] { return job.description->id + " is handed out twice"; });
      t.jobs.push_back(job);
    }
    begin_next(t, now_);
  }
  require(readers_.size() <= 2 * settings_.max_readers, [] { return "more readers than allowed"; });
  if (todo.discover) begin_discovery(*todo.discover);
  if (todo.published) {
    latest_ = todo.published;
    std::set<std::string> ids;
    for (const auto& d : latest_->devices) ids.insert(d->description->id);
    std::erase_if(good_ends_, [&](const auto& entry) { return !ids.contains(entry.first); });
    check(*latest_, now_);
    check_history(*latest_);
  }
  for (const auto& n : todo.notices)
    notices.push_back(std::string(kind_names.at(static_cast<std::size_t>(n.what))) +
                      (n.device ? " " + n.device->id : "") + (n.path.empty() ? "" : " " + n.path));
  for (const auto id : todo.answered) {
    const auto scrape = std::ranges::find(open_scrapes_, id, &asked_scrape::id);
    require(scrape != open_scrapes_.end(), [] { return "a scrape is answered twice"; });
    answers.push_back({scrape->asked, now_, latest_});
    if (latest_) check(*latest_, now_);
    open_scrapes_.erase(scrape);
  }
  require(todo.wake > now_, [] { return "the scheduler wants to be called again at once"; });
  wake_ = todo.wake;
}

void simulation::begin_discovery(discovery_id id) {
  for (const auto& running : running_discoveries_)
    require(now_ >= running.began + settings_.discovery_limit, [] { return "two discoveries at once"; });
  running_discoveries_.push_back({id, now_, now_ + discovery_takes(now_)});
  require(running_discoveries_.size() <= 4, [] { return "more discoveries than allowed"; });
  discoveries.push_back(now_);
}

bool simulation::end_discoveries() {
  bool any = false;
  for (const auto& running : std::exchange(running_discoveries_, {})) {
    if (now_ < running.ends) {
      running_discoveries_.push_back(running);
      continue;
    }
    hwmon::inventory inventory;
    for (const auto& [id, d] : plugged_) inventory.devices.push_back(d.description);
    inventory.problems = problems_;
    scheduler_.found(running.id, std::move(inventory), now_, wall());
    any = true;
  }
  return any;
}

bool simulation::in_hand(device_token token) const {
  return std::ranges::any_of(readers_, [&](const auto& r) {
    return (r.second.current && r.second.current->device == token) ||
           std::ranges::any_of(r.second.jobs, [&](const auto& job) { return job.device == token; });
  });
}

time_point simulation::next_event() const {
  auto next = wake_;
  for (const auto& running : running_discoveries_) next = std::min(next, running.ends);
  for (const auto& [id, t] : readers_)
    if (t.current) next = std::min(next, t.ends);
  return next;
}

void simulation::run_until(time_point end) {
  for (auto next = next_event(); next <= end; next = next_event()) {
    now_ = next;
    run_threads();
    const bool idle =
        std::ranges::any_of(readers_, [](const auto& r) { return !r.second.current && !r.second.finished.empty(); });
    if (end_discoveries() || idle || now_ >= wake_) step();
  }
  now_ = end;
}

void simulation::scrape(duration timeout) {
  if (latest_ && now_ < latest_->serve_until) {
    check(*latest_, now_);
    answers.push_back({now_, now_, latest_});
    return;
  }
  const auto id = ++last_scrape_;
  open_scrapes_.push_back({id, now_});
  scheduler_.asked(id, now_ + std::min(timeout, settings_.timeout));
  step();
}

void simulation::check(const snapshot& s, time_point when) const {
  check_ages(s, when);
  for (const auto& d : s.devices) check_window(*d, when);
  const auto hottest = hottest_cpu_package(cpu_packages(s));
  const auto same = [](const cpu_temperature& a, const cpu_temperature& b) {
    return a.device == b.device && a.sensor == b.sensor && a.millidegrees == b.millidegrees;
  };
  require(hottest ? s.headline && same(*s.headline, *hottest) : !s.headline,
          [] { return std::string("the headline is not the hottest package"); });
}

void simulation::check_window(const device_state& d, time_point when) const {
  const auto& id = d.description->id;
  if (d.window.empty() || ever_plugged_.at(id).how.brings || described_again_.contains(id)) return;
  // Readings grow with time: the lowest is the oldest in the window, the highest the newest.
  static const std::vector<time_point> none;
  const auto log_of_it = good_ends_.find(id);
  const auto& all = log_of_it == good_ends_.end() ? none : log_of_it->second;
  const auto taken = d.read_ended ? std::ranges::upper_bound(all, *d.read_ended) : all.begin();
  const auto surely = std::upper_bound(all.begin(), taken, when - settings_.window);
  const auto maybe = std::upper_bound(all.begin(), taken, when - settings_.window - settings_.window / 12 - 12ns);
  const auto& found = d.window.front();
  require(found || surely == taken, [&] { return id + " has lost its window"; });
  if (!found) return;
  require(maybe != taken && found->lowest >= milliseconds(*maybe) && found->highest == milliseconds(*(taken - 1)),
          [&] { return id + " has extremes that have left the window"; });
  require(surely == taken || found->lowest <= milliseconds(*surely), [&] { return id + " has lost an extreme"; });
}

void simulation::check_history(const snapshot& s) {
  std::map<std::string, seen_package> seen;
  if (s.packages)
    for (const auto& package : *s.packages) {
      const auto before = seen_packages_.find(package.package);
      seen_package now{before == seen_packages_.end() ? now_ : before->second.found, package.distribution.count, 0};
      for (const auto& [threshold, seconds] : package.above) now.seconds = std::max(now.seconds, seconds);
      // The first sample is a reading that came since the sweep before the snapshot that shows it.
      const std::chrono::duration<double> sampled = now_ - now.found + settings_.interval + settings_.sweep_limit;
      require(now.seconds <= sampled.count(),
              [&] { return package.package + " was hot for longer than it was sampled"; });
      require(before == seen_packages_.end() ||
                  (now.count >= before->second.count && now.seconds >= before->second.seconds),
              [&] { return package.package + " has counters that went down"; });
      seen.emplace(package.package, now);
    }
  seen_packages_ = std::move(seen);
  std::map<std::string, std::uint64_t> errors;
  for (const auto& d : s.devices) {
    const auto& id = d->description->id;
    const auto total = std::accumulate(d->errors.begin(), d->errors.end(), std::uint64_t{0});
    const auto before = seen_errors_.find(id);
    require(before == seen_errors_.end() || total >= before->second, [&] { return id + " has lost errors"; });
    errors.emplace(id, total);
  }
  seen_errors_ = std::move(errors);
}

void simulation::check_ages(const snapshot& s, time_point when) const {
  for (const auto& d : s.devices) {
    if (ever_plugged_.at(d->description->id).how.brings) continue;
    if (d->inputs.empty() || !d->inputs.front()) continue;
    const auto read_at = time_point(std::chrono::milliseconds(*d->inputs.front() + 1));  // rounded up
    const auto& ends = ends_.at(d->description->id);
    const auto read = std::ranges::upper_bound(ends, read_at) - 1;
    const auto gap = read > ends.begin() ? *read - *(read - 1) : duration{};
    const auto period =
        d->description->slow ? std::max(settings_.interval, settings_.slow_interval) : settings_.interval;
    const auto validity = std::max({settings_.max_age, 2 * period, 2 * gap, settings_.timeout});
    require(when - read_at <= validity, [&] {
      return d->description->id + " is served " + std::to_string((when - read_at) / 1ms) + " ms after its read";
    });
  }
}

}  // namespace cputemp::sampling::test
