#include "threads/reader_thread.hpp"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "threads/sensor_thread.hpp"

namespace cputemp::sampling {

/// Shared by the object and its thread; lives as long as either does.
struct reader_thread::state {
  std::shared_ptr<const hwmon::sensor_source> source;
  std::shared_ptr<const doorbell> bell;
  std::mutex mutex;
  std::condition_variable work;
  // The mutex guards all below.
  bool ended = false;
  std::deque<read_job> jobs;
  std::vector<device_token> released;
  reader_report report;

  /// A device whose files are open, as it was described then.
  struct open_device {
    std::shared_ptr<const hwmon::device_description> description;
    std::unique_ptr<hwmon::device_reader> reader;
  };
  void run();
  finished_read read(open_device&, const read_job&, boot_clock::time_point began) const;
};

reader_thread::reader_thread(std::shared_ptr<const hwmon::sensor_source> source, std::shared_ptr<const doorbell> bell)
    : state_(std::make_shared<state>()) {
  state_->source = std::move(source);
  state_->bell = std::move(bell);
  start_sensor_thread(state_->bell, [state = state_] { state->run(); });
}

reader_thread::~reader_thread() {
  const std::scoped_lock lock(state_->mutex);
  state_->ended = true;
  state_->work.notify_one();
}

void reader_thread::submit(read_batch batch) {
  const std::scoped_lock lock(state_->mutex);
  state_->released.insert(state_->released.end(), batch.released.begin(), batch.released.end());
  for (auto& job : batch.jobs) state_->jobs.push_back(std::move(job));
  state_->work.notify_one();
}

reader_report reader_thread::report(boot_clock::time_point now, std::optional<boot_clock::duration> patience) {
  const std::scoped_lock lock(state_->mutex);
  auto result = std::exchange(state_->report, {});
  state_->report.current = result.current;
  if (patience && result.current && now - result.current->began >= *patience) {
    result.stuck = true;
    result.withdrawn.assign(std::make_move_iterator(state_->jobs.begin()), std::make_move_iterator(state_->jobs.end()));
    state_->jobs.clear();
  }
  return result;
}

void reader_thread::state::run() {
  // Opened, read and closed on this thread alone: only its own descriptor table knows these files.
  std::map<device_token, open_device> devices;
  std::unique_lock lock(mutex);
  while (!ended) {
    for (const auto token : std::exchange(released, {})) devices.erase(token);
    if (jobs.empty()) {
      work.wait(lock);
      continue;
    }
    const auto job = std::move(jobs.front());
    jobs.pop_front();
    const auto began = boot_clock::now();
    report.current = {job.device, began};
    lock.unlock();
    auto finished = read(devices[job.device], job, began);
    lock.lock();
    report.current.reset();
    report.finished.push_back(std::move(finished));
    if (jobs.empty()) bell->ring();
  }
}

finished_read reader_thread::state::read(open_device& device, const read_job& job, boot_clock::time_point began) const {
  if (device.description != job.description) device = {job.description, source->reader(job.description)};
  auto readout = device.reader->read(job.scope);
  return {job.device, began, boot_clock::now(), std::move(readout)};
}

}  // namespace cputemp::sampling
