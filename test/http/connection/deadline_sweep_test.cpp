#include "connection/deadline_sweep.hpp"

#include "connection/connection.hpp"
#include "connection/session.hpp"
#include "connection/worker.hpp"
#include "live_server.hpp"
#include "rethrow.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace cputemp::http;
using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

clock::time_point simulated_now;

/// One connection under a clock that only the test moves: `client` is its peer. All on one thread, without a wait.
class simulation {
 public:
  explicit simulation(server_settings settings = {}) {
    // Far away from the real time, to which the sweep's own timer goes.
    simulated_now = clock::now() + std::chrono::hours(1000);
    std::vector<endpoint> table = {
        {"/metrics", [](const request&) -> answering { return text("metrics 1\n"); }},
        {"/big", [](const request&) -> answering { return text(std::string(1 << 22, 'x')); }},
        {"/slow", [this](const request&) -> answering { return later(); }}};
    shared_ = std::make_shared<shared_state>(settings, std::move(table), seen, 1);
    worker_ = std::make_shared<worker>(context_, shared_, [] { return simulated_now; });

    std::array<int, 2> ends{};
    BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) == 0);
    client_ = ends[0];
    stream_socket served(context_, boost::asio::generic::stream_protocol(AF_UNIX, 0), ends[1]);
    served.non_blocking(true);
    auto opened = std::make_shared<connection>(std::move(served), std::nullopt, worker_);
    opened->now_is(connection_state::newcomer, simulated_now);
    BOOST_REQUIRE(shared_->ledger.admit(*opened, simulated_now).admitted);
    opened->count_as_open();
    boost::asio::co_spawn(context_, serve_connection(std::move(opened)), rethrow{});
    run();
  }
  simulation(const simulation&) = delete;
  simulation& operator=(const simulation&) = delete;
  ~simulation() {
    if (client_ >= 0) ::close(client_);
  }

  void send(std::string_view bytes) {
    BOOST_REQUIRE(::send(client_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    run();
  }

  /// Reads what there is, `most` bytes at most.
  std::string receive(std::size_t most = std::string::npos) {
    std::string received;
    std::array<char, 4096> part{};
    while (received.size() < most) {
      const auto count = ::recv(client_, part.data(), std::min(part.size(), most - received.size()), 0);
      if (count <= 0) break;
      received.append(part.data(), static_cast<std::size_t>(count));
    }
    run();
    return received;
  }

  /// Moves the clock, with all sweeps that are due on the way.
  void passes(clock::duration time) {
    const auto end = simulated_now + time;
    while (worker_->sweep().due() <= end) {
      simulated_now = std::max(simulated_now, worker_->sweep().due());
      worker_->sweep().sweep();
      run();
    }
    simulated_now = end;
    run();
  }

  /// Lets the endpoint `/slow` answer.
  void answer_slow() {
    waiting_->cancel();
    run();
  }

  bool is_open() const { return seen.closed == 0; }

  recorder seen;

 private:
  static response text(std::string content) {
    return response{.body = std::make_shared<const std::string>(std::move(content))};
  }

  boost::asio::awaitable<response> later() {
    waiting_ = std::make_unique<boost::asio::steady_timer>(context_, clock::time_point::max());
    std::ignore = co_await waiting_->async_wait(as_result);
    co_return text("slow\n");
  }

  void run() {
    context_.restart();
    context_.poll();
  }

  boost::asio::io_context context_{1};
  std::unique_ptr<boost::asio::steady_timer> waiting_;
  std::shared_ptr<shared_state> shared_;
  std::shared_ptr<worker> worker_;
  int client_ = -1;
};

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string get_big = "GET /big HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string get_slow = "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n";

bool is_timeout(const std::string& answer) { return answer.starts_with("HTTP/1.1 408 "); }
bool is_answer(const std::string& answer) { return answer.starts_with("HTTP/1.1 200 "); }

}  // namespace

BOOST_AUTO_TEST_SUITE(deadline_sweep_suite)

BOOST_AUTO_TEST_CASE(cuts_a_new_connection_that_sends_nothing) {
  simulation host;
  host.passes(4999ms);
  BOOST_TEST(host.receive() == "");
  BOOST_TEST(host.is_open());
  host.passes(1ms);
  BOOST_TEST(is_timeout(host.receive()));
}

BOOST_AUTO_TEST_CASE(counts_the_time_of_a_head_from_its_first_byte_however_it_trickles) {
  simulation host;
  host.send(get);
  BOOST_TEST(is_answer(host.receive()));
  host.passes(60s);
  for (int i = 0; i < 4; ++i) {
    host.send("G");
    host.passes(1s);
  }
  host.passes(999ms);
  BOOST_TEST(host.receive() == "");
  host.passes(1ms);
  BOOST_TEST(is_timeout(host.receive()));
  BOOST_TEST((host.seen.answers() == std::vector<std::string>{"0 200", "- 408"}));
}

BOOST_AUTO_TEST_CASE(closes_an_idle_connection_without_an_answer_after_its_last_request) {
  simulation host;
  for (int i = 0; i < 3; ++i) {
    host.send(get);
    BOOST_TEST(is_answer(host.receive()));
    host.passes(299s);
  }
  BOOST_TEST(host.is_open());
  host.passes(1s);
  BOOST_TEST(!host.is_open());
  BOOST_TEST(host.receive() == "");
}

BOOST_AUTO_TEST_CASE(does_not_touch_a_handler_that_takes_its_time) {
  simulation host;
  host.send(get_slow);
  host.passes(1h);
  BOOST_TEST(host.receive() == "");
  host.answer_slow();
  BOOST_TEST(is_answer(host.receive()));
  // The idle time begins with the answer.
  host.passes(299s);
  BOOST_TEST(host.is_open());
  host.passes(1s);
  BOOST_TEST(!host.is_open());
}

BOOST_AUTO_TEST_CASE(cuts_a_client_that_never_reads) {
  simulation host;
  host.send(get_big);
  host.passes(9999ms);
  BOOST_TEST(host.is_open());
  host.passes(1ms);
  BOOST_TEST(!host.is_open());
  BOOST_TEST(host.seen.answers().empty());
}

BOOST_AUTO_TEST_CASE(lets_a_slow_reader_go_on_for_six_times_as_long_while_there_is_progress) {
  simulation host;
  host.send(get_big);
  for (int i = 0; i < 11; ++i) {
    BOOST_TEST(host.receive(40'000).size() == 40'000U);
    host.passes(5s);
    BOOST_TEST(host.is_open());
  }
  host.receive(40'000);
  host.passes(4999ms);
  BOOST_TEST(host.is_open());
  host.passes(1ms);
  BOOST_TEST(!host.is_open());
}

BOOST_AUTO_TEST_CASE(ends_the_lingering_after_the_last_answer) {
  simulation host;
  host.send("GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  BOOST_TEST(is_answer(host.receive()));
  host.passes(999ms);
  BOOST_TEST(host.is_open());
  host.passes(1ms);
  BOOST_TEST(!host.is_open());
}

BOOST_AUTO_TEST_CASE(is_late_by_no_more_than_the_shortest_time_between_sweeps) {
  server_settings settings;
  settings.header_timeout = 10ms;
  simulation host(settings);
  host.passes(49ms);
  BOOST_TEST(host.receive() == "");
  host.passes(1ms);
  BOOST_TEST(is_timeout(host.receive()));
}

BOOST_AUTO_TEST_SUITE_END()
