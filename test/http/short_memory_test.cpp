#include "connection/connection.hpp"
#include "connection/worker.hpp"
#include "live_server.hpp"
#include "support/counted_allocations.hpp"
#include "support/raw_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace cputemp::http;
using namespace cputemp::http::test;
using namespace std::chrono_literals;
using cputemp::test::failing_allocations;

namespace {

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";

bool still_serves(raw_client& client) {
  client.send(get);
  return status_of(client.response()) == 200;
}

bool serves_another(const live_server& server) {
  raw_client client(server.address());
  return still_serves(client);
}

/// That of a connection, which is taken by the listener.
bool is_a_connection(std::size_t size) { return size >= sizeof(connection) && size <= sizeof(connection) + 32; }

}  // namespace

BOOST_AUTO_TEST_SUITE(short_memory)

BOOST_AUTO_TEST_CASE(makes_the_listener_pause_and_go_on) {
  live_server server;
  BOOST_TEST(serves_another(server));
  std::atomic<int> failed{0};
  {
    const failing_allocations none([&](std::size_t size) { return is_a_connection(size) && ++failed > 0; });
    for (int i = 0; i < 5; ++i) BOOST_TEST(raw_client(server.address()).is_closed_within(2s));
    BOOST_TEST(failed == 5);
    BOOST_TEST(server.seen.failing == 1);
    BOOST_TEST(server.seen.recovered == 0);
  }
  BOOST_TEST(serves_another(server));
  BOOST_TEST(serves_another(server));
  BOOST_TEST(soon([&] { return server.seen.recovered == 1; }));
  BOOST_TEST(server.seen.failing == 1);
  BOOST_TEST(soon([&] { return server.seen.closed == server.seen.opened; }));
}

// Whichever allocation fails for a new connection: the port goes on and all that was counted is given back, or the
// exception leaves io_context::run(). Asio gives a coroutine no chance to catch what the start of an operation throws.
BOOST_AUTO_TEST_CASE(never_makes_a_port_deaf_without_a_sign) {
  int went_on = 0;
  int ended = 0;
  for (int which = 1; which <= 20; ++which) {
    live_server server;
    server.seen.keeps_answers = false;  // which would take memory
    const auto tester = std::this_thread::get_id();
    std::atomic<int> seen{0};
    {
      const failing_allocations one(
          [&](std::size_t) { return std::this_thread::get_id() != tester && ++seen == which; });
      raw_client client(server.address());
      client.send("GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      client.is_closed_within(500ms);
    }
    if (seen < which) continue;
    BOOST_TEST_CONTEXT("allocation " << which) {
      if (server.has_run_out_of_memory() || !serves_another(server)) {
        BOOST_TEST_REQUIRE(soon([&] { return server.has_run_out_of_memory(); }));
        ++ended;
        continue;
      }
      ++went_on;
      BOOST_TEST(soon([&] { return server.seen.closed == server.seen.opened; }));
    }
  }
  BOOST_TEST_MESSAGE("went on after " << went_on << " of " << went_on + ended << " failures");
  BOOST_TEST(went_on > 0);
}

// The ledger evicts under its mutex, which the destructor of a connection asks for. The session lets go of its
// connection on another thread at the very moment at which there is no memory to tell it to leave.
BOOST_AUTO_TEST_CASE(for_an_eviction_while_the_session_ends_does_not_lock_the_ledger_twice) {
  boost::asio::io_context context;
  recorder seen;
  const auto shared =
      std::make_shared<shared_state>(server_settings{.max_connections = 1}, std::vector<endpoint>{}, seen, 1);
  const auto home = std::make_shared<worker>(context, shared);
  auto session = std::make_shared<connection>(stream_socket(context), std::nullopt, home);
  BOOST_TEST(shared->ledger.admit(*session, {}).admitted);
  const auto next = std::make_shared<connection>(stream_socket(context), std::nullopt, home);

  const std::weak_ptr<connection> leaving = session;
  std::thread other;
  bool has_failed = false;
  {
    const failing_allocations once([&](std::size_t) {
      if (std::exchange(has_failed, true)) return false;
      const auto owners = leaving.use_count();
      other = std::thread([&] { session.reset(); });
      while (leaving.use_count() == owners) std::this_thread::yield();
      return true;
    });
    BOOST_TEST(shared->ledger.admit(*next, {}).evicted);
  }
  BOOST_TEST(has_failed);
  other.join();
  BOOST_TEST(leaving.expired());
}

BOOST_AUTO_TEST_SUITE_END()
