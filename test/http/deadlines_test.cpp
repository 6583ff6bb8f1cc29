#include "live_server.hpp"
#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>

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

// Over TCP and by the real clock, so that only lower bounds hold on any machine. How long each of them lasts is in
// deadline_sweep_test.cpp.
BOOST_AUTO_TEST_SUITE(deadlines)

BOOST_AUTO_TEST_CASE(cut_a_new_connection_that_sends_nothing) {
  live_server server(impatient());
  const auto start = clock_type::now();
  raw_client client(server.address());
  BOOST_TEST(without_date(client.everything()) == timed_out);
  BOOST_TEST(client.ended());
  BOOST_TEST((clock_type::now() - start > 290ms));
}

BOOST_AUTO_TEST_CASE(cut_a_client_that_never_reads) {
  live_server server(impatient());
  raw_client client(server.address(), 4096);
  const auto start = clock_type::now();
  std::string pipelined;
  for (int i = 0; i < 400; ++i) pipelined += get_big;
  client.send(pipelined);
  BOOST_TEST(soon([&] { return server.seen.closed == 1; }));
  BOOST_TEST((clock_type::now() - start > 290ms));
  BOOST_TEST(server.seen.answers().empty());
}

BOOST_AUTO_TEST_CASE(let_a_slow_reader_go_on_while_there_is_progress) {
  auto plan = impatient();
  plan.settings.write_timeout = 500ms;
  live_server server(plan);
  raw_client client(server.address(), 4096);
  client.send(get_big);
  const auto start = clock_type::now();
  // Far less than a third of the send buffer in each write_timeout.
  while (clock_type::now() - start < 1500ms) {
    client.discard(2000);
    std::this_thread::sleep_for(20ms);
  }
  BOOST_TEST(server.seen.closed == 0);
}

BOOST_AUTO_TEST_CASE(or_a_reset_in_the_middle_of_an_answer_disturb_no_other_connection) {
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
