#include <cputemp/sampling/sampler.hpp>

#include "reader.hpp"
#include "scheduler.hpp"
#include "sensor_thread.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace cputemp::sampling {
namespace asio = boost::asio;
namespace {

/// The one thing that threads share: the newest snapshot.
class published_snapshot {
 public:
  void store(std::shared_ptr<const snapshot> s) {
    const std::scoped_lock lock(mutex_);
    newest_.swap(s);  // the old one is freed after the lock
  }
  std::shared_ptr<const snapshot> load() const {
    const std::scoped_lock lock(mutex_);
    return newest_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const snapshot> newest_;
};

}  // namespace

/// All members but `published_` belong to the strand.
class sampler::impl : public std::enable_shared_from_this<impl> {
 public:
  impl(const asio::any_io_executor& executor, std::shared_ptr<const hwmon::sensor_source> source, const settings& s,
       notice_sink notify)
      : strand_(asio::make_strand(executor)),
        timer_(strand_),
        source_(std::move(source)),
        settings_(s),
        notify_(std::move(notify)),
        scheduler_(s) {}

  void step_soon() {
    asio::post(strand_, [self = shared_from_this()] { self->step(); });
  }
  void stop_soon() {
    asio::post(strand_, [self = shared_from_this()] { self->stop(); });
  }
  std::shared_ptr<const snapshot> latest() const { return published_.load(); }

  static asio::awaitable<std::shared_ptr<const snapshot>> refreshed(std::shared_ptr<impl>, steady_clock::time_point);
  const auto& strand() const { return strand_; }
  steady_clock::duration timeout() const { return settings_.timeout; }

 private:
  void step();
  void stop();
  void carry_out(actions);
  void collect_reports(steady_clock::time_point now);
  void submit(read_batch);
  void discover();
  void wake_at(steady_clock::time_point);
  auto step_when_idle();

  asio::strand<asio::any_io_executor> strand_;
  asio::steady_timer timer_;
  std::shared_ptr<const hwmon::sensor_source> source_;
  settings settings_;
  notice_sink notify_;
  scheduler scheduler_;
  std::map<reader_id, reader> readers_;
  std::map<scrape_id, asio::steady_timer*> waiting_;  // timers that are cancelled when the scrape is answered
  scrape_id last_scrape_ = 0;
  bool stopped_ = false;
  published_snapshot published_;
};

/// A call from a reading thread, which may outlive this object: it holds no share of it.
auto sampler::impl::step_when_idle() {
  return [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->step_soon();
  };
}

void sampler::impl::step() {
  if (stopped_) return;
  const auto now = steady_clock::now();
  collect_reports(now);
  carry_out(scheduler_.advance(now, std::chrono::system_clock::now()));
}

void sampler::impl::stop() {
  stopped_ = true;
  timer_.cancel();
  for (const auto& [id, timer] : waiting_) timer->cancel();
  readers_.clear();
}

void sampler::impl::collect_reports(steady_clock::time_point now) {
  for (const auto id : scheduler_.busy_readers()) {
    const auto patience = scheduler_.withdraws(id) ? std::optional(settings_.patience) : std::nullopt;
    scheduler_.reported(id, readers_.at(id).report(now, patience));
  }
}

void sampler::impl::carry_out(actions todo) {
  for (auto& batch : todo.batches) submit(std::move(batch));
  if (todo.discover) discover();
  if (todo.published) published_.store(std::move(todo.published));
  for (const auto& notice : todo.notices) notify_(notice);
  for (const auto id : todo.answered)
    if (const auto scrape = waiting_.find(id); scrape != waiting_.end()) scrape->second->cancel();
  wake_at(todo.wake);
}

void sampler::impl::submit(read_batch batch) {
  readers_.try_emplace(batch.reader, source_, step_when_idle()).first->second.submit(std::move(batch));
}

void sampler::impl::discover() {
  start_sensor_thread([source = source_, weak = weak_from_this()] {
    auto inventory = source->discover();
    if (const auto self = weak.lock())
      asio::post(self->strand_, [self, inventory = std::move(inventory)]() mutable {
        self->scheduler_.found(std::move(inventory), steady_clock::now());
        self->step();
      });
  });
}

void sampler::impl::wake_at(steady_clock::time_point when) {
  // time_point::max() would overflow on its way into the timer queue.
  timer_.expires_at(std::min(when, steady_clock::now() + std::chrono::hours(1)));
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->step();
  });
}

asio::awaitable<std::shared_ptr<const snapshot>> sampler::impl::refreshed(std::shared_ptr<impl> self,
                                                                          steady_clock::time_point deadline) {
  asio::steady_timer answered(self->strand_, steady_clock::time_point::max());
  const auto id = ++self->last_scrape_;
  self->waiting_.emplace(id, &answered);
  self->scheduler_.asked(id, deadline);
  asio::post(self->strand_, [self] { self->step(); });
  if (!self->stopped_) co_await answered.async_wait(asio::as_tuple(asio::use_awaitable));
  self->waiting_.erase(id);
  co_return self->latest();
}

sampler::sampler(const asio::any_io_executor& executor, std::shared_ptr<const hwmon::sensor_source> source,
                 const settings& s, notice_sink notify)
    : impl_(std::make_shared<impl>(executor, std::move(source), s, std::move(notify))) {}

sampler::~sampler() { stop(); }

void sampler::start() { impl_->step_soon(); }

void sampler::stop() { impl_->stop_soon(); }

std::shared_ptr<const snapshot> sampler::latest() const { return impl_->latest(); }

asio::awaitable<std::shared_ptr<const snapshot>> sampler::fresh(steady_clock::time_point deadline) {
  const auto now = steady_clock::now();
  if (auto newest = impl_->latest(); newest && now < newest->serve_until) co_return newest;
  co_return co_await asio::co_spawn(impl_->strand(), impl::refreshed(impl_, std::min(deadline, now + impl_->timeout())),
                                    asio::use_awaitable);
}

}  // namespace cputemp::sampling
