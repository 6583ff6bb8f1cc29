#include <cputemp/sampling/sampler.hpp>

#include "published_snapshot.hpp"
#include "schedule/scheduler.hpp"
#include "threads/doorbell.hpp"
#include "threads/reader_thread.hpp"
#include "threads/sensor_thread.hpp"
#include "uevents/uevent_listener.hpp"
#include "uevents/uevent_socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>

#include <algorithm>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

namespace cputemp::sampling {
namespace asio = boost::asio;
namespace {

/// Takes the results of discoveries from their threads.
struct discovered {
  std::mutex mutex;
  std::map<discovery_id, hwmon::inventory> inventories;
};

/// Timers that are cancelled when their scrapes are answered.
using waiting_scrapes = std::map<scrape_id, asio::steady_timer*>;

/// Lists a scrape for as long as this lives: also if it ends by an exception.
class waiting_scrape {
 public:
  waiting_scrape(waiting_scrapes& all, scrape_id id, asio::steady_timer& answered) : all_(all), id_(id) {
    all_.emplace(id_, &answered);
  }
  ~waiting_scrape() { all_.erase(id_); }
  waiting_scrape(const waiting_scrape&) = delete;
  waiting_scrape& operator=(const waiting_scrape&) = delete;

 private:
  waiting_scrapes& all_;
  scrape_id id_;
};

}  // namespace

/// All members but `published_` belong to the strand.
class sampler::impl : public std::enable_shared_from_this<impl> {
 public:
  impl(const asio::any_io_executor& executor, std::shared_ptr<const hwmon::sensor_source> source, const settings& s,
       notice_sink notify)
      : strand_(asio::make_strand(executor)),
        timer_(strand_),
        bell_rings_(strand_, ::fcntl(bell_->descriptor(), F_DUPFD_CLOEXEC, 0)),
        uevents_(strand_),
        source_(std::move(source)),
        settings_(s),
        notify_(std::move(notify)),
        scheduler_(s, std::chrono::system_clock::now()) {}

  void start() {
    const auto opened = open_uevents();
    asio::post(strand_, [self = shared_from_this(), opened] {
      self->await_bell();
      self->hear_uevents(opened);
      self->step();
    });
  }
  void stop_soon() {
    asio::post(strand_, [self = shared_from_this()] { self->stop(); });
  }
  std::shared_ptr<const snapshot> latest() const { return published_.load(); }

  static asio::awaitable<std::shared_ptr<const snapshot>> refreshed(std::shared_ptr<impl>, boot_clock::time_point);
  const auto& strand() const { return strand_; }
  boot_clock::duration timeout() const { return settings_.timeout; }

 private:
  void step();
  void stop();
  void carry_out(actions, boot_clock::time_point now);
  void collect_inventory(boot_clock::time_point now, scheduler::wall_time wall);
  void collect_reports(boot_clock::time_point now);
  void submit(read_batch);
  void discover(discovery_id, boot_clock::time_point now);
  template <class Start>
  bool try_to_start(Start);
  void wake_at(boot_clock::time_point);
  void await_bell();
  boost::system::error_code open_uevents();
  void hear_uevents(const boost::system::error_code& opened);
  static asio::awaitable<void> listened(std::shared_ptr<impl>);
  asio::strand<asio::any_io_executor> strand_;
  asio::steady_timer timer_;
  std::shared_ptr<const doorbell> bell_ = std::make_shared<const doorbell>();
  asio::posix::stream_descriptor bell_rings_;
  asio::posix::stream_descriptor uevents_;  // closed if uevents are not listened to
  std::shared_ptr<discovered> discovered_ = std::make_shared<discovered>();
  std::shared_ptr<const hwmon::sensor_source> source_;
  settings settings_;
  notice_sink notify_;
  scheduler scheduler_;
  std::map<reader_id, reader_thread> readers_;
  waiting_scrapes waiting_;
  scrape_id last_scrape_ = 0;
  bool threads_lack_ = false;
  bool stopped_ = false;
  published_snapshot published_;
};

void sampler::impl::await_bell() {
  bell_rings_.async_wait(asio::posix::stream_descriptor::wait_read,
                         [self = shared_from_this()](const boost::system::error_code& error) {
                           if (error || self->stopped_) return;
                           self->bell_->answer();
                           self->step();
                           self->await_bell();
                         });
}

boost::system::error_code sampler::impl::open_uevents() {
  if (!settings_.hear_uevents) return {};
  const auto socket = open_uevent_socket();
  if (!socket) return socket.error();
  uevents_.assign(*socket);
  return {};
}

void sampler::impl::hear_uevents(const boost::system::error_code& opened) {
  if (opened) notify_({.what = notice::kind::uevents_unheard, .error = opened});
  if (!uevents_.is_open()) return;
  // Exceptions leave the context's run(), as those from the timer and the doorbell do.
  asio::co_spawn(strand_, listened(shared_from_this()), [](const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
}

asio::awaitable<void> sampler::impl::listened(std::shared_ptr<impl> self) {
  const auto error = co_await hear_devices(self->uevents_, [&self] {
    self->scheduler_.device_event(boot_clock::now());
    self->step();
  });
  if (!self->stopped_) self->notify_({.what = notice::kind::uevents_unheard, .error = error});
}

void sampler::impl::step() {
  if (stopped_) return;
  const auto now = boot_clock::now();
  const auto wall = std::chrono::system_clock::now();
  collect_inventory(now, wall);
  collect_reports(now);
  carry_out(scheduler_.advance(now, wall), now);
}

void sampler::impl::stop() {
  stopped_ = true;
  timer_.cancel();
  bell_rings_.cancel();
  uevents_.close();
  for (const auto& [id, timer] : waiting_) timer->cancel();
  readers_.clear();
}

void sampler::impl::collect_inventory(boot_clock::time_point now, scheduler::wall_time wall) {
  std::unique_lock lock(discovered_->mutex);
  auto inventories = std::exchange(discovered_->inventories, {});
  lock.unlock();
  for (auto& [id, inventory] : inventories) scheduler_.found(id, std::move(inventory), now, wall);
}

void sampler::impl::collect_reports(boot_clock::time_point now) {
  for (const auto id : scheduler_.busy_readers()) {
    const auto patience = scheduler_.withdraws(id) ? std::optional(settings_.patience) : std::nullopt;
    scheduler_.reported(id, readers_.at(id).report(now, patience));
  }
}

void sampler::impl::carry_out(actions todo, boot_clock::time_point now) {
  for (auto& batch : todo.batches) submit(std::move(batch));
  if (todo.discover) discover(*todo.discover, now);
  if (todo.published) published_.store(std::move(todo.published));
  for (const auto& notice : todo.notices) notify_(notice);
  for (const auto id : todo.answered)
    if (const auto scrape = waiting_.find(id); scrape != waiting_.end()) scrape->second->cancel();
  wake_at(threads_lack_ ? std::min(todo.wake, now + std::chrono::seconds(1)) : todo.wake);
}

/// A limit on processes must not end this one: a thread that can't be started now is tried again later.
template <class Start>
bool sampler::impl::try_to_start(Start start) {
  try {
    start();
  } catch (const std::system_error& error) {
    if (!std::exchange(threads_lack_, true)) notify_({.what = notice::kind::threads_lacking, .error = error.code()});
    return false;
  }
  if (std::exchange(threads_lack_, false)) notify_({.what = notice::kind::threads_sufficing});
  return true;
}

void sampler::impl::submit(read_batch batch) {
  auto reader = readers_.find(batch.reader);
  if (reader == readers_.end()) {
    const bool started = try_to_start([&] { reader = readers_.try_emplace(batch.reader, source_, bell_).first; });
    if (!started) {
      reader_report nothing_done;
      nothing_done.withdrawn = std::move(batch.jobs);
      return scheduler_.reported(batch.reader, std::move(nothing_done));
    }
  }
  reader->second.submit(std::move(batch));
}

void sampler::impl::discover(discovery_id id, boot_clock::time_point now) {
  const auto look = [id, source = source_, bell = bell_, to = discovered_] {
    auto inventory = source->discover();
    std::unique_lock lock(to->mutex);
    to->inventories.emplace(id, std::move(inventory));
    lock.unlock();
    bell->ring();
  };
  if (!try_to_start([&] { start_sensor_thread(bell_, look); })) scheduler_.discovery_failed(now);
}

void sampler::impl::wake_at(boot_clock::time_point when) {
  const auto now = boot_clock::now();
  timer_.expires_after(std::clamp(when, now, now + std::chrono::hours(1)) - now);  // time_point::max() would overflow
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->step();
  });
}

asio::awaitable<std::shared_ptr<const snapshot>> sampler::impl::refreshed(std::shared_ptr<impl> self,
                                                                          boot_clock::time_point deadline) {
  asio::steady_timer answered(self->strand_, asio::steady_timer::time_point::max());
  const auto id = ++self->last_scrape_;
  const waiting_scrape waiting(self->waiting_, id, answered);
  self->scheduler_.asked(id, deadline);
  asio::post(self->strand_, [self] { self->step(); });
  if (!self->stopped_) co_await answered.async_wait(asio::as_tuple(asio::use_awaitable));
  auto newest = self->latest();
  // Nothing newer will be published when something in it expires.
  if (self->stopped_ && newest && boot_clock::now() >= newest->serve_until) newest.reset();
  co_return newest;
}

sampler::sampler(const asio::any_io_executor& executor, std::shared_ptr<const hwmon::sensor_source> source,
                 const settings& s, notice_sink notify)
    : impl_(std::make_shared<impl>(executor, std::move(source), s, std::move(notify))) {}

sampler::~sampler() { stop(); }

void sampler::start() { impl_->start(); }

void sampler::stop() { impl_->stop_soon(); }

std::shared_ptr<const snapshot> sampler::latest() const { return impl_->latest(); }

std::shared_ptr<const snapshot> sampler::servable() const {
  auto newest = impl_->latest();
  if (newest && boot_clock::now() >= newest->serve_until) newest.reset();
  return newest;
}

asio::awaitable<std::shared_ptr<const snapshot>> sampler::fresh(boot_clock::time_point deadline) {
  if (auto newest = servable()) co_return newest;
  const auto limit = std::min(deadline, boot_clock::now() + impl_->timeout());
  co_return co_await asio::co_spawn(impl_->strand(), impl::refreshed(impl_, limit), asio::use_awaitable);
}

}  // namespace cputemp::sampling
