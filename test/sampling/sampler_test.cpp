#include <cputemp/sampling/sampler.hpp>

#include "scripted_source.hpp"
#include "threads/sensor_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace cputemp::sampling::test;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr auto no_deadline = boot_clock::time_point::max();

/// Settings that make a test quick; bounds are wide, because test machines may be slow.
settings quick() { return {.interval = 20ms, .max_age = 200ms, .timeout = 10s, .patience = 50ms}; }

/// Runs a test's coroutine beside a sampler, and stops the sampler at its end.
template <class Body>
void with_sampler(
    std::shared_ptr<const scripted_source> source, const settings& s, Body body,
    const notice_sink& notify = [](const notice&) {}) {
  asio::io_context context;
  sampler under_test(context.get_executor(), std::move(source), s, notify);
  under_test.start();
  const auto run = [&]() -> asio::awaitable<void> {
    co_await body(under_test);
    under_test.stop();
  };
  std::exception_ptr failure;
  asio::co_spawn(context, run, [&](std::exception_ptr e) { failure = e; });
  context.run_for(60s);
  BOOST_TEST(context.stopped(), "something was left to do after stop()");
  if (failure) std::rethrow_exception(failure);
}

asio::awaitable<void> sleep(boot_clock::duration d) {
  asio::steady_timer timer(co_await asio::this_coro::executor, d);
  co_await timer.async_wait(asio::use_awaitable);
}

/// Makes std::thread throw while it lives: no stack of the required size can be mapped.
class no_threads {
 public:
  no_threads() {
    pthread_getattr_default_np(&before_);
    pthread_attr_t huge;
    pthread_getattr_default_np(&huge);
    pthread_attr_setstacksize(&huge, std::size_t{1} << 47);
    pthread_setattr_default_np(&huge);
    pthread_attr_destroy(&huge);
  }
  ~no_threads() {
    pthread_setattr_default_np(&before_);
    pthread_attr_destroy(&before_);
  }
  no_threads(const no_threads&) = delete;
  no_threads& operator=(const no_threads&) = delete;

 private:
  pthread_attr_t before_{};
};

/// Makes the kernel announce that a processor came online, though none did.
bool announce_processor() {
  std::ofstream file("/sys/devices/system/cpu/cpu0/uevent");
  file << "online" << std::flush;
  return file.good();
}

/// Root may do that if /sys is the host's and writable.
boost::test_tools::assertion_result kernel_announces(boost::unit_test::test_unit_id) { return announce_processor(); }

const device_state& device(const snapshot& s, std::string_view id) {
  for (const auto& d : s.devices)
    if (d->description->id == id) return *d;
  throw std::runtime_error("no such device");
}

/// Returns what the sampler throws if its sink fails when no thread can be started for the next discovery.
std::string thrown_without_threads(const settings& s, const std::function<void()>& begin_discovery) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(7); });
  std::unique_ptr<no_threads> scarcity;
  try {
    with_sampler(
        source, s,
        [&](sampler& under_test) -> asio::awaitable<void> {
          co_await under_test.fresh(no_deadline);
          scarcity = std::make_unique<no_threads>();
          begin_discovery();
          co_await sleep(10s);
        },
        [](const notice& n) {
          if (n.what == notice::kind::threads_lacking) throw std::runtime_error("the sink failed");
        });
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sampler_suite)

BOOST_AUTO_TEST_CASE(the_first_scrape_gets_the_first_sweep_without_any_timer) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(42'000); });
  // With an hour between ticks only the readers can wake the strand in time.
  with_sampler(source, {.interval = 1h, .timeout = 30s, .sweep_limit = 1min}, [](sampler& s) -> asio::awaitable<void> {
    const auto began = boot_clock::now();
    const auto got = co_await s.fresh(no_deadline);
    BOOST_TEST_REQUIRE(got);
    BOOST_TEST(device(*got, "cpu").inputs.front().value() == 42'000);
    BOOST_TEST((boot_clock::now() - began < 15s));
    BOOST_TEST((got == s.latest()));
  });
}

BOOST_AUTO_TEST_CASE(ticks_bring_new_readings) {
  auto source = std::make_shared<scripted_source>();
  auto reads = std::make_shared<std::atomic<int>>(0);
  source->add("cpu", [reads] { return hwmon::reading(++*reads); });
  with_sampler(source, quick(), [](sampler& s) -> asio::awaitable<void> {
    const auto first = co_await s.fresh(no_deadline);
    while (s.latest()->sweeps < first->sweeps + 5) co_await sleep(5ms);
    BOOST_TEST(device(*s.latest(), "cpu").inputs.front().value() > device(*first, "cpu").inputs.front().value() + 2);
  });
}

BOOST_AUTO_TEST_CASE(a_driver_that_hangs_loses_its_own_readings_only_and_comes_back) {
  auto source = std::make_shared<scripted_source>();
  auto driver = std::make_shared<gate>();
  source->add("bad", [driver] { return driver->pass(), hwmon::reading(1); });
  source->add("cpu", [] { return hwmon::reading(2); });
  with_sampler(source, {.interval = 20ms, .max_age = 200ms, .timeout = 200ms, .patience = 50ms},
               [driver](sampler& s) -> asio::awaitable<void> {
                 co_await s.fresh(no_deadline);
                 driver->close();
                 while (device(*s.latest(), "bad").up != false) co_await sleep(5ms);
                 BOOST_TEST(device(*s.latest(), "bad").inputs.front().has_error());
                 const auto sweeps = s.latest()->sweeps;
                 while (s.latest()->sweeps < sweeps + 5) co_await sleep(5ms);
                 BOOST_TEST(device(*s.latest(), "cpu").inputs.front().value() == 2);
                 driver->open();
                 while (device(*s.latest(), "bad").up != true) co_await sleep(5ms);
                 BOOST_TEST(device(*s.latest(), "bad").inputs.front().value() == 1);
               });
}

BOOST_AUTO_TEST_CASE(a_hanging_driver_delays_neither_stop_nor_the_end) {
  auto source = std::make_shared<scripted_source>();
  auto driver = std::make_shared<gate>();
  driver->close();
  source->add("bad", [driver] { return driver->pass(), hwmon::reading(1); });
  const auto began = boot_clock::now();
  with_sampler(source, quick(), [](sampler& s) -> asio::awaitable<void> {
    co_await sleep(200ms);
    (void)s;
  });
  BOOST_TEST((boot_clock::now() - began < 20s));
  driver->open();  // lets the thread that was left behind end
}

BOOST_AUTO_TEST_CASE(stop_answers_waiting_scrapes) {
  auto source = std::make_shared<scripted_source>();
  auto driver = std::make_shared<gate>();
  driver->close();
  source->add("bad", [driver] { return driver->pass(), hwmon::reading(1); });
  with_sampler(source, {.interval = 1h, .timeout = 1h, .sweep_limit = 1h}, [](sampler& s) -> asio::awaitable<void> {
    const auto ask = [&s]() -> asio::awaitable<void> { BOOST_TEST(!co_await s.fresh(no_deadline)); };
    asio::co_spawn(co_await asio::this_coro::executor, ask, asio::detached);
    co_await sleep(100ms);
  });
  driver->open();
}

BOOST_AUTO_TEST_CASE(after_stop_the_newest_snapshot_is_returned_while_it_may_be_served) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(7); });
  with_sampler(source, {.interval = 1h, .max_age = 1s, .timeout = 30s}, [](sampler& s) -> asio::awaitable<void> {
    const auto newest = co_await s.fresh(no_deadline);
    s.stop();
    BOOST_TEST((co_await s.fresh(no_deadline) == newest));
    co_await sleep(newest->serve_until - boot_clock::now() + 10ms);
    BOOST_TEST(!co_await s.fresh(no_deadline));
  });
}

BOOST_AUTO_TEST_CASE(a_scrape_on_another_thread_gets_its_answer_there) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(7); });
  with_sampler(source, {.interval = 0s, .max_age = 0s, .timeout = 10s}, [](sampler& s) -> asio::awaitable<void> {
    std::promise<std::thread::id> answered_on;
    std::jthread other([&] {
      asio::io_context context;
      const auto ask = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 50; ++i) {
          const auto got = co_await s.fresh(no_deadline);
          BOOST_TEST(device(*got, "cpu").inputs.front().value() == 7);
        }
        answered_on.set_value(std::this_thread::get_id());
      };
      asio::co_spawn(context, ask, asio::detached);
      context.run();
    });
    auto answered = answered_on.get_future();
    while (answered.wait_for(0s) != std::future_status::ready) co_await sleep(5ms);
    BOOST_TEST((answered.get() == other.get_id()));
  });
}

BOOST_AUTO_TEST_CASE(if_no_thread_can_be_started_the_sampler_reports_it_once_and_tries_again) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(7); });
  std::vector<notice::kind> noticed;
  auto scarcity = std::make_unique<no_threads>();
  with_sampler(
      source, {.interval = 50ms, .timeout = 300ms},
      [&](sampler& s) -> asio::awaitable<void> {
        BOOST_TEST(!co_await s.fresh(no_deadline));
        scarcity.reset();
        while (!s.latest()) co_await sleep(5ms);
        BOOST_TEST(device(*s.latest(), "cpu").inputs.front().value() == 7);
      },
      [&](const notice& n) { noticed.push_back(n.what); });
  using enum notice::kind;
  BOOST_TEST((noticed == std::vector{threads_lacking, threads_sufficing, device_found}));
}

BOOST_AUTO_TEST_CASE(a_discovery_that_hangs_is_reported_and_its_result_is_taken_when_it_comes) {
  auto source = std::make_shared<scripted_source>();
  auto listing = std::make_shared<gate>();
  listing->close();
  source->add("cpu", [] { return hwmon::reading(7); });
  source->at_discovery([listing] { listing->pass(); });
  std::vector<notice::kind> noticed;
  auto s = quick();
  s.discovery_limit = 50ms;
  with_sampler(
      source, s,
      [listing](sampler& under_test) -> asio::awaitable<void> {
        const auto empty = co_await under_test.fresh(no_deadline);
        BOOST_TEST_REQUIRE(empty);
        BOOST_TEST(empty->discovery_hung);
        BOOST_TEST(empty->devices.empty());
        listing->open();
        while (under_test.latest()->devices.empty()) co_await sleep(5ms);
        BOOST_TEST(!under_test.latest()->discovery_hung);
      },
      [&](const notice& n) { noticed.push_back(n.what); });
  using enum notice::kind;
  BOOST_TEST((noticed == std::vector{discovery_hangs, discovery_answers, device_found}));
}

BOOST_AUTO_TEST_CASE(an_announced_device_is_looked_for_at_once, *boost::unit_test::precondition(kernel_announces)) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(7); });
  with_sampler(source, {.interval = 1h, .timeout = 10s}, [source](sampler& s) -> asio::awaitable<void> {
    co_await s.fresh(no_deadline);
    const int before = source->discoveries();
    announce_processor();
    while (source->discoveries() < before + 2) co_await sleep(5ms);  // at once, and again half a second later
  });
  with_sampler(source, {.interval = 1h, .timeout = 10s, .hear_uevents = false},
               [source](sampler& s) -> asio::awaitable<void> {
                 co_await s.fresh(no_deadline);
                 const int before = source->discoveries();
                 announce_processor();
                 co_await sleep(300ms);
                 BOOST_TEST(source->discoveries() == before);
               });
}

BOOST_AUTO_TEST_CASE(an_exception_in_a_step_of_a_timer_ends_the_context) {
  BOOST_TEST(thrown_without_threads({.interval = 1h, .timeout = 10s, .rediscovery = 50ms}, [] {}) == "the sink failed");
}

BOOST_AUTO_TEST_CASE(an_exception_in_a_step_of_a_uevent_ends_the_context,
                     *boost::unit_test::precondition(kernel_announces)) {
  BOOST_TEST(thrown_without_threads({.interval = 1h, .timeout = 10s}, [] { announce_processor(); }) ==
             "the sink failed");
}

BOOST_AUTO_TEST_CASE(without_uevents_that_is_reported_once_and_readings_go_on) {
  auto source = std::make_shared<scripted_source>();
  source->add("cpu", [] { return hwmon::reading(7); });
  std::vector<notice::kind> noticed;
  // No descriptor is left for the socket.
  asio::io_context context;
  sampler under_test(context.get_executor(), source, quick(), [&](const notice& n) { noticed.push_back(n.what); });
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit none{0, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  under_test.start();
  setrlimit(RLIMIT_NOFILE, &before);
  const auto sample = [&]() -> asio::awaitable<void> {
    BOOST_TEST(co_await under_test.fresh(no_deadline) != nullptr);
    under_test.stop();
  };
  asio::co_spawn(context, sample, asio::detached);
  context.run_for(60s);
  using enum notice::kind;
  BOOST_TEST((noticed == std::vector{uevents_unheard, device_found}));
}

BOOST_AUTO_TEST_CASE(a_sensor_thread_has_only_the_doorbell_and_gets_no_signal) {
  const int secret = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  auto bell = std::make_shared<const doorbell>();
  struct seen {
    bool secret_open;
    bool bell_open;
    bool terminate_blocked;
  };
  std::promise<seen> result;
  start_sensor_thread(bell, [&, bell] {
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    result.set_value({::fcntl(secret, F_GETFD) != -1, ::fcntl(bell->descriptor(), F_GETFD) != -1,
                      sigismember(&blocked, SIGTERM) == 1});
  });
  const auto [secret_open, bell_open, terminate_blocked] = result.get_future().get();
  BOOST_TEST(!secret_open);
  BOOST_TEST(bell_open);
  BOOST_TEST(terminate_blocked);
  BOOST_TEST(::fcntl(secret, F_GETFD) != -1);  // still open in this thread
  ::close(secret);
}

BOOST_AUTO_TEST_SUITE_END()
