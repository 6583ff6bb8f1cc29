#include "live_server.hpp"
#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

using clock_type = std::chrono::steady_clock;

server_plan impatient() {
  server_plan plan;
  plan.settings.header_timeout = 300ms;
  plan.settings.idle_timeout = 300ms;
  plan.settings.write_timeout = 300ms;
  return plan;
}

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string get_big = "GET /big HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string timed_out =
    "HTTP/1.1 408 Request Timeout\r\nDate: <date>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 36\r\n"
    "Connection: close\r\n\r\nThe request took too long to arrive\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(a_deadline)

BOOST_AUTO_TEST_CASE(cuts_a_new_connection_that_says_nothing) {
  live_server server(impatient());
  const auto start = clock_type::now();
  raw_client client(server.address());
  BOOST_TEST(without_date(client.everything()) == timed_out);
  BOOST_TEST(client.ended());
  BOOST_TEST((clock_type::now() - start > 290ms));
  BOOST_TEST((clock_type::now() - start < 1000ms));
}

BOOST_AUTO_TEST_CASE(for_a_head_runs_from_its_first_octet_however_it_trickles) {
  live_server server(impatient());
  raw_client client(server.address());
  client.send(get);
  client.response();
  const auto start = clock_type::now();
  for (int i = 0; i < 10 && client.send("G"); ++i) std::this_thread::sleep_for(50ms);
  BOOST_TEST(without_date(client.everything()) == timed_out);
  BOOST_TEST((clock_type::now() - start < 1000ms));
  BOOST_TEST((server.seen.answers() == std::vector<std::string>{"1 200", "- 408"}));
}

BOOST_AUTO_TEST_CASE(closes_an_idle_connection_without_a_word) {
  live_server server(impatient());
  raw_client client(server.address());
  client.send(get);
  client.response();
  std::this_thread::sleep_for(200ms);
  client.send(get);
  BOOST_TEST(client.response().size() > 0U);
  std::this_thread::sleep_for(200ms);
  BOOST_TEST(!client.is_closed_within(10ms));
  BOOST_TEST(client.everything() == "");
  BOOST_TEST(client.ended());
}

BOOST_AUTO_TEST_CASE(does_not_touch_a_handler_that_takes_its_time) {
  auto plan = impatient();
  plan.settings.header_timeout = 60ms;
  plan.settings.write_timeout = 60ms;
  live_server server(plan);
  raw_client client(server.address());
  client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  BOOST_TEST(status_of(client.response()) == 200U);
}

BOOST_AUTO_TEST_CASE(cuts_a_client_that_never_reads) {
  live_server server(impatient());
  raw_client client(server.address(), 4096);
  const auto start = clock_type::now();
  std::string pipelined;
  for (int i = 0; i < 400; ++i) pipelined += get_big;
  client.send(pipelined);
  BOOST_TEST(soon([&] { return server.seen.closed == 1; }));
  BOOST_TEST((clock_type::now() - start > 290ms));
  BOOST_TEST((clock_type::now() - start < 1500ms));
  BOOST_TEST(server.seen.answers().empty());
}

BOOST_AUTO_TEST_CASE(lets_a_slow_reader_go_on_while_there_is_progress) {
  auto plan = impatient();
  plan.settings.write_timeout = 200ms;
  live_server server(plan);
  raw_client client(server.address(), 4096);
  client.send(get_big);
  const auto start = clock_type::now();
  // Far less than a third of the send buffer in each write_timeout.
  while (clock_type::now() - start < 700ms) {
    client.discard(2000);
    std::this_thread::sleep_for(20ms);
  }
  BOOST_TEST(server.seen.closed == 0);
  // Not for ever: after 6 × write_timeout in all.
  while (server.seen.closed == 0 && clock_type::now() - start < 3s) {
    client.discard(2000);
    std::this_thread::sleep_for(20ms);
  }
  BOOST_TEST((clock_type::now() - start > 1150ms));
  BOOST_TEST((clock_type::now() - start < 2s));
}

BOOST_AUTO_TEST_CASE(ends_the_lingering_after_the_last_answer) {
  live_server server;
  raw_client client(server.address());
  client.send("GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const auto start = clock_type::now();
  BOOST_TEST(client.everything().size() > 0U);
  BOOST_TEST((clock_type::now() - start < 500ms));
  // The client keeps its side open.
  BOOST_TEST(soon([&] { return server.seen.closed == 1; }));
  BOOST_TEST((clock_type::now() - start > 900ms));
}

BOOST_AUTO_TEST_CASE(or_a_reset_in_the_middle_of_an_answer_kills_nothing_else) {
  live_server server;
  for (int i = 0; i < 50; ++i) {
    raw_client client(server.address(), 4096);
    client.send(get_big);
    if (i % 2 == 0) client.discard(1000);
    client.reset();
  }
  BOOST_TEST(soon([&] { return server.seen.closed == 50; }));
  raw_client client(server.address());
  client.send(get);
  BOOST_TEST(status_of(client.response()) == 200U);
}

BOOST_AUTO_TEST_SUITE_END()
