#include "daemon/io_threads.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

using namespace cputemp::app;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

using work = asio::executor_work_guard<asio::io_context::executor_type>;

/// How run() ends: with what it throws, or "returned".
std::string end_of(io_threads& threads) {
  try {
    threads.start();
    threads.run();
    return "returned";
  } catch (const std::exception& thrown) {
    return thrown.what();
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_threads_suite)

BOOST_AUTO_TEST_CASE(run_returns_when_no_context_has_work) {
  for (const std::size_t count : {1u, 3u}) {
    io_threads threads(count);
    BOOST_TEST(threads.all().size() == count);
    BOOST_TEST(end_of(threads) == "returned");
  }
}

BOOST_AUTO_TEST_CASE(another_thread_can_wait_for_the_first_to_its_end) {
  io_threads threads(2);
  auto& other = *threads.all()[1];
  std::optional<int> answer;
  const auto on_the_first = []() -> asio::awaitable<int> { co_return 42; };
  const auto ask_late = [&]() -> asio::awaitable<void> {
    asio::steady_timer wait(other, 50ms);  // the first context has run out of its own work by then
    co_await wait.async_wait(asio::use_awaitable);
    answer = co_await asio::co_spawn(threads.first(), on_the_first, asio::use_awaitable);
  };
  asio::co_spawn(other, ask_late, [](const std::exception_ptr&) {});
  // A failure would be a hang: the test must end all the same.
  std::jthread watch([&](const std::stop_token& over) {
    const auto limit = std::chrono::steady_clock::now() + 10s;
    while (!over.stop_requested() && std::chrono::steady_clock::now() < limit) std::this_thread::sleep_for(1ms);
    for (auto* const context : threads.all()) context->stop();
  });
  BOOST_TEST(end_of(threads) == "returned");
  BOOST_TEST((answer == 42));
}

BOOST_AUTO_TEST_CASE(an_exception_on_any_thread_ends_all_in_the_same_way) {
  for (const std::size_t place : {0u, 1u, 2u}) {
    io_threads threads(3);
    std::vector<work> lasting;
    for (auto* const context : threads.all()) lasting.emplace_back(context->get_executor());
    asio::post(*threads.all()[place], [] { throw std::runtime_error("out of luck"); });
    BOOST_TEST(end_of(threads) == "out of luck");
  }
}

BOOST_AUTO_TEST_CASE(threads_that_were_started_end_although_run_is_never_called) {
  io_threads threads(3);
  std::vector<work> lasting;
  for (auto* const context : threads.all()) lasting.emplace_back(context->get_executor());
  threads.start();
}

BOOST_AUTO_TEST_SUITE_END()
