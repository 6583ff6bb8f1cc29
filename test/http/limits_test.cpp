#include "live_server.hpp"
#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string get_slow = "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string unavailable =
    "HTTP/1.1 503 Service Unavailable\r\nDate: <date>\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Length: 38\r\nConnection: close\r\n\r\nToo many connections; try again later\n";

/// A connection that has completed a request.
raw_client known(const live_server& server) {
  raw_client client(server.address());
  client.send(get);
  client.response();
  return client;
}

bool still_serves(raw_client& client) {
  client.send(get);
  return status_of(client.response()) == 200;
}

/// Lowers the limit on descriptors so that `spare` more can be opened.
class few_descriptors {
 public:
  explicit few_descriptors(rlim_t spare) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(next);
    const rlimit lowered{static_cast<rlim_t>(next) + spare, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &lowered);
  }
  few_descriptors(const few_descriptors&) = delete;
  few_descriptors& operator=(const few_descriptors&) = delete;
  ~few_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(strangers_make_room_before_scrapers) {
  server_plan plan;
  plan.settings.max_connections = 3;
  live_server server(plan);
  auto scraper = known(server);
  raw_client silent(server.address());
  raw_client partial(server.address());
  partial.send("GET /met");
  std::this_thread::sleep_for(20ms);

  auto next = known(server);
  BOOST_TEST(silent.is_closed_within(1s));
  auto another = known(server);
  BOOST_TEST(partial.is_closed_within(1s));
  BOOST_TEST(still_serves(scraper));
  std::this_thread::sleep_for(5ms);

  // Now all are known: the longest idle goes.
  auto last = known(server);
  BOOST_TEST(next.is_closed_within(1s));
  BOOST_TEST(still_serves(scraper));
  BOOST_TEST(still_serves(another));
  BOOST_TEST(still_serves(last));
  BOOST_TEST(server.seen.rejected == 3);
  BOOST_TEST(soon([&] { return server.seen.closed == 3; }));
  BOOST_TEST(server.seen.opened == 6);
}

BOOST_AUTO_TEST_CASE(no_connection_that_is_being_answered_is_closed) {
  server_plan plan;
  plan.settings.max_connections = 2;
  live_server server(plan);
  std::vector<raw_client> busy;
  for (int i = 0; i < 2; ++i) {
    busy.emplace_back(server.address());
    busy.back().send(get_slow);
  }
  std::this_thread::sleep_for(30ms);
  BOOST_TEST(without_date(answers_to(server.address(), get)) == unavailable);
  for (auto& each : busy) BOOST_TEST(status_of(each.response()) == 200U);
  BOOST_TEST(server.seen.rejected == 1);
  auto after = known(server);
  BOOST_TEST(still_serves(after));
}

BOOST_AUTO_TEST_CASE(from_one_address_others_are_left_alone) {
  server_plan plan;
  plan.settings.max_connections_per_address = 2;
  plan.addresses = {"127.0.0.1:0", "[::1]:0"};
  live_server server(plan);
  raw_client other(server.address(1));
  auto first = known(server);
  auto second = known(server);
  for (int i = 0; i < 5; ++i) raw_client(server.address()).is_closed_within(1ms);
  raw_client third(server.address());
  BOOST_TEST(still_serves(third));
  BOOST_TEST(still_serves(other));
  BOOST_TEST(first.is_closed_within(1s));
}

BOOST_AUTO_TEST_CASE(accepting_without_descriptors_pauses_makes_room_and_recovers) {
  live_server server;
  std::vector<raw_client> clients;
  clients.reserve(3);
  for (int i = 0; i < 3; ++i) clients.push_back(known(server));
  raw_client unserved(server.address());
  BOOST_TEST(still_serves(unserved));
  {
    const few_descriptors limit(1);
    raw_client waiting(server.address());  // takes the last one, and finds none for the server's side
    BOOST_TEST(soon([&] { return server.seen.failing == 1; }));
    // Room is made by closing the longest idle, and the one that waited is served.
    BOOST_TEST(still_serves(waiting));
    BOOST_TEST(clients[0].is_closed_within(1s));
    BOOST_TEST(still_serves(clients[1]));
    BOOST_TEST(still_serves(unserved));
    // With the descriptor of the closed one, which is not a recovery.
    BOOST_TEST(server.seen.recovered == 0);
  }
  auto after = known(server);
  BOOST_TEST(still_serves(after));
  BOOST_TEST(server.seen.failing == 1);
  BOOST_TEST(server.seen.recovered == 1);
}

BOOST_AUTO_TEST_CASE(an_episode_without_descriptors_is_reported_once_and_costs_no_processor) {
  live_server server;
  {
    const few_descriptors limit(1);
    raw_client waiting(server.address());
    BOOST_TEST(soon([&] { return server.seen.failing == 1; }));
    const auto before = cpu_seconds();
    std::this_thread::sleep_for(700ms);
    BOOST_TEST(cpu_seconds() - before < 0.1);
    BOOST_TEST(server.seen.failing == 1);
    BOOST_TEST(server.seen.recovered == 0);
  }
  BOOST_TEST(soon([&] { return server.seen.recovered == 1; }));
  auto after = known(server);
  BOOST_TEST(still_serves(after));
}

BOOST_AUTO_TEST_SUITE_END()
