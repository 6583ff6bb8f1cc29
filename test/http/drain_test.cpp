#include "live_server.hpp"
#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string get_slow = "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(drain)

BOOST_AUTO_TEST_CASE(without_a_connection_is_over_at_once) {
  server_plan plan;
  plan.workers = 3;
  live_server server(plan);
  BOOST_TEST(!server.is_over_within(20ms));
  server.drain();
  BOOST_TEST(server.is_over_within(500ms));
  BOOST_CHECK_THROW(raw_client(server.address()), std::exception);
}

BOOST_AUTO_TEST_CASE(wakes_the_idle_and_finishes_running_answers) {
  server_plan plan;
  plan.workers = 2;
  live_server server(plan);
  raw_client idle(server.address());
  idle.send(get);
  idle.response();
  raw_client silent(server.address());
  raw_client busy(server.address());
  busy.send(get_slow + get);
  std::this_thread::sleep_for(50ms);

  server.drain();
  BOOST_TEST(idle.is_closed_within(150ms));
  BOOST_TEST(silent.is_closed_within(150ms));
  BOOST_TEST(without_date(busy.everything()) ==
             "HTTP/1.1 200 OK\r\nDate: <date>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n"
             "Connection: close\r\n\r\nslow\n");
  BOOST_TEST(busy.ended());
  busy.reset();
  BOOST_TEST(server.is_over_within(1s));
  BOOST_TEST(server.seen.opened == 3);
  BOOST_TEST(server.seen.closed == 3);
}

BOOST_AUTO_TEST_CASE(may_be_left_out_when_the_program_ends) {
  // What is under way is destroyed with the io_contexts; the sanitizers see to it that nothing is left.
  live_server server;
  std::vector<raw_client> clients;
  for (const auto* sent :
       {"", "GET /met", "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n", "GET /big HTTP/1.1\r\nHost: h\r\n\r\n"}) {
    clients.emplace_back(server.address());
    clients.back().send(sent);
  }
  std::this_thread::sleep_for(30ms);
  server.abandon();
  for (auto& each : clients) BOOST_TEST(each.is_closed_within(1s));
}

BOOST_AUTO_TEST_CASE(under_load_cuts_no_answer_short) {
  server_plan plan;
  plan.workers = 2;
  live_server server(plan);
  server.seen.keeps_answers = false;
  std::atomic<int> whole{0};
  std::atomic<int> broken{0};
  std::vector<std::thread> load;
  load.reserve(4);
  for (int i = 0; i < 4; ++i) {
    load.emplace_back([&] {
      const auto end = std::chrono::steady_clock::now() + 5s;
      while (std::chrono::steady_clock::now() < end) {
        try {
          raw_client client(server.address());
          for (bool open = true; open;) {
            if (!client.send(get)) break;
            const auto answer = client.response();
            if (answer.empty()) break;
            ++(answer.ends_with("\r\n\r\nmetrics 1\n") ? whole : broken);
            open = answer.find("Connection: close") == std::string::npos;
          }
        } catch (const std::exception&) {
          return;
        }
      }
    });
  }
  BOOST_TEST(soon([&] { return whole > 500; }));
  server.drain();
  BOOST_TEST(server.is_over_within(2s));
  for (auto& each : load) each.join();
  BOOST_TEST(broken == 0);
  BOOST_TEST(server.seen.opened == server.seen.closed);
}

BOOST_AUTO_TEST_SUITE_END()
