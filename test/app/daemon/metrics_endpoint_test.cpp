// The endpoint /metrics over a socket.
#include "live_exporter.hpp"

#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <pthread.h>

#include <cstddef>
#include <future>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

using namespace cputemp;
using namespace cputemp::app::test;
using namespace std::chrono_literals;
using cputemp::http::test::raw_client;

namespace {

constexpr std::size_t few_sensors = 5;
constexpr std::size_t many_sensors = 5'000;

std::string get(std::string_view path, std::string_view fields = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "\r\n";
}

/// A connection that waits for the answer.
raw_client asking(const live_exporter& exporter, const std::string& request) {
  raw_client client(exporter.address());
  client.send(request);
  return client;
}

std::string ask(const live_exporter& exporter, const std::string& request) {
  return asking(exporter, request).response();
}

std::string head_of(const std::string& response) {
  return http::test::without_date(response.substr(0, response.find("\r\n\r\n") + 4));
}

constexpr std::string_view with_gzip = "Accept-Encoding: gzip\r\n";

/// A connection is accepted, and its request read, after those that came before it.
void await_arrival_of_all_before(const live_exporter& exporter) {
  BOOST_TEST(ask(exporter, get("/-/healthy")).starts_with("HTTP/1.1 200 "));
}

/// Compresses to `packed`, and not before it is told to.
class held_compression {
 public:
  exporter::exposition_settings settings() {
    return {.compress = [this](std::string_view plain) {
      {
        const std::scoped_lock lock(mutex_);
        sizes_.push_back(plain.size());
        if (sizes_.size() == 1) begun_.count_down();
      }
      end_.wait();
      return std::string("packed");
    }};
  }
  void await_begin() { begun_.wait(); }
  void let_go() { end_.count_down(); }
  /// Of the bodies, in the order of their making.
  std::vector<std::size_t> sizes() const {
    const std::scoped_lock lock(mutex_);
    return sizes_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::size_t> sizes_;
  std::latch begun_{1};
  std::latch end_{1};
};

/// Lets no thread be started: none finds room for a stack as large as all addresses there are.
class no_more_threads {
 public:
  no_more_threads() {
    pthread_attr_t huge;
    BOOST_TEST_REQUIRE(pthread_getattr_default_np(&usual_) == 0);
    BOOST_TEST_REQUIRE(pthread_getattr_default_np(&huge) == 0);
    BOOST_TEST_REQUIRE(pthread_attr_setstacksize(&huge, std::size_t{1} << 47U) == 0);
    BOOST_TEST_REQUIRE(pthread_setattr_default_np(&huge) == 0);
    pthread_attr_destroy(&huge);
  }
  ~no_more_threads() {
    pthread_setattr_default_np(&usual_);
    pthread_attr_destroy(&usual_);
  }
  no_more_threads(const no_more_threads&) = delete;
  no_more_threads& operator=(const no_more_threads&) = delete;

 private:
  pthread_attr_t usual_{};
};

bool can_start_a_thread() {
  try {
    std::thread([] {}).join();
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics_endpoint_suite)

BOOST_AUTO_TEST_CASE(an_answer_says_what_it_is_and_what_it_depends_on) {
  live_exporter exporter(few_sensors, {.compress = [](std::string_view) { return std::string("packed"); }});
  BOOST_TEST(ask(exporter, get("/metrics", with_gzip)).ends_with("\r\n\r\npacked"));
  BOOST_TEST(head_of(ask(exporter, get("/metrics", with_gzip))) ==
             "HTTP/1.1 200 OK\r\nDate: <date>\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
             "Content-Length: 6\r\nContent-Encoding: gzip\r\nVary: Accept, Accept-Encoding\r\n\r\n");
  const auto plain = ask(exporter, get("/metrics", "Accept: application/openmetrics-text\r\n"));
  BOOST_TEST(plain.ends_with("# EOF\n"));
  BOOST_TEST(head_of(plain).find("Content-Encoding") == std::string::npos);
  BOOST_TEST(head_of(plain).ends_with("\r\nVary: Accept, Accept-Encoding\r\n\r\n"));
  const auto refused = ask(exporter, get("/metrics?collect[]=nothing"));
  BOOST_TEST(refused.starts_with("HTTP/1.1 400 "));
  BOOST_TEST(head_of(refused).ends_with("\r\nVary: Accept, Accept-Encoding\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(a_large_body_being_made_holds_up_nobody_else_on_the_same_thread) {
  held_compression held;
  live_exporter exporter(many_sensors, held.settings());
  auto slow = asking(exporter, get("/metrics", with_gzip));
  held.await_begin();
  BOOST_TEST(ask(exporter, get("/-/healthy")).starts_with("HTTP/1.1 200 "));
  BOOST_TEST(ask(exporter, get("/")).starts_with("HTTP/1.1 200 "));
  auto second = asking(exporter, get("/metrics", with_gzip));
  auto part = asking(exporter, get("/metrics?collect[]=cpu_throttle"));  // small, but its turn comes after
  BOOST_TEST(ask(exporter, get("/-/healthy")).starts_with("HTTP/1.1 200 "));
  held.let_go();
  BOOST_TEST(slow.response().ends_with("\r\n\r\npacked"));
  BOOST_TEST(second.response().ends_with("\r\n\r\npacked"));
  BOOST_TEST(part.response().find("cpu_temp_exporter_build_info") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_full_set_is_made_before_parts_that_were_asked_for_earlier) {
  held_compression held;
  live_exporter exporter(many_sensors, held.settings());
  auto first = asking(exporter, get("/metrics?collect[]=hwmon", with_gzip));
  held.await_begin();
  auto part = asking(exporter, get("/metrics?collect[]=thermal_zone", with_gzip));
  await_arrival_of_all_before(exporter);
  auto full = asking(exporter, get("/metrics", with_gzip));
  await_arrival_of_all_before(exporter);
  held.let_go();
  for (auto* const client : {&first, &part, &full}) BOOST_TEST(client->response().starts_with("HTTP/1.1 200 "));
  BOOST_TEST_REQUIRE(held.sizes().size() == 3u);
  BOOST_TEST(held.sizes()[1] > held.sizes()[2]);  // that of a few families without a sensor
}

BOOST_AUTO_TEST_CASE(only_a_few_parts_wait_and_the_full_set_always_may) {
  held_compression held;
  live_exporter exporter(many_sensors, held.settings());
  auto first = asking(exporter, get("/metrics?collect[]=hwmon", with_gzip));
  held.await_begin();
  std::vector<raw_client> waiting;
  const auto ask_for = [&](std::string_view path) { waiting.push_back(asking(exporter, get(path, with_gzip))); };
  for (int i = 0; i < 7; ++i) ask_for("/metrics?exclude[]=process");
  await_arrival_of_all_before(exporter);
  const auto refused = ask(exporter, get("/metrics?collect[]=hwmon", with_gzip));
  BOOST_TEST(head_of(refused).starts_with("HTTP/1.1 503 "));
  BOOST_TEST(head_of(refused).ends_with("\r\nRetry-After: 1\r\nVary: Accept, Accept-Encoding\r\n\r\n"));
  for (int i = 0; i < 20; ++i) ask_for("/metrics");
  await_arrival_of_all_before(exporter);
  held.let_go();
  for (auto& client : waiting) BOOST_TEST(client.response().starts_with("HTTP/1.1 200 "));
  BOOST_TEST(first.response().starts_with("HTTP/1.1 200 "));
  BOOST_TEST(ask(exporter, get("/metrics?collect[]=hwmon")).starts_with("HTTP/1.1 200 "));  // there is room again
}

BOOST_AUTO_TEST_CASE(a_drain_waits_for_the_body_that_is_being_made) {
  held_compression held;
  live_exporter exporter(many_sensors, held.settings());
  auto client = asking(exporter, get("/metrics", with_gzip));
  held.await_begin();
  exporter.drain();
  BOOST_TEST(!exporter.is_over_within(50ms));
  held.let_go();
  BOOST_TEST(client.response().ends_with("\r\n\r\npacked"));
  BOOST_TEST(exporter.is_over_within(5s));
}

BOOST_AUTO_TEST_CASE(where_no_thread_can_be_started_a_large_body_is_made_at_once) {
  live_exporter exporter(many_sensors);
  BOOST_TEST(ask(exporter, get("/metrics?collect[]=cpu_throttle")).starts_with("HTTP/1.1 200 "));  // sampling goes on
  const no_more_threads from_here_on;
  BOOST_TEST_REQUIRE(!can_start_a_thread());
  BOOST_TEST(ask(exporter, get("/metrics")).starts_with("HTTP/1.1 200 "));
  BOOST_TEST(exporter.failures().empty());
}

BOOST_AUTO_TEST_CASE(what_is_thrown_while_a_body_is_made_costs_its_connection_and_is_told) {
  for (const auto sensors : {few_sensors, many_sensors}) {
    live_exporter exporter(sensors,
                           {.compress = [](std::string_view) -> std::string { throw std::runtime_error("a defect"); }});
    auto client = asking(exporter, get("/metrics", with_gzip));
    BOOST_TEST(client.everything().starts_with("HTTP/1.1 500 "));
    BOOST_TEST(exporter.failures() == std::vector<std::string>{"a defect"}, boost::test_tools::per_element());
    BOOST_TEST(ask(exporter, get("/metrics")).starts_with("HTTP/1.1 200 "));
  }
}

BOOST_AUTO_TEST_SUITE_END()
