#include <cputemp/http/server.hpp>

#include "live_server.hpp"
#include "support/raw_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::http;
using namespace cputemp::http::test;
using namespace std::chrono_literals;

namespace {

const std::string get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";

/// io_contexts that go on running whether there is a server or not, as those of a program with other work do.
class running_contexts {
 public:
  running_contexts() {
    for (std::size_t i = 0; i < contexts_.size(); ++i) {
      contexts_[i] = std::make_unique<boost::asio::io_context>();
      pointers[i] = contexts_[i].get();
      work_.push_back(boost::asio::make_work_guard(*contexts_[i]));
      threads_.emplace_back([context = pointers[i]] { context->run(); });
    }
  }
  running_contexts(const running_contexts&) = delete;
  running_contexts& operator=(const running_contexts&) = delete;
  ~running_contexts() {
    for (auto& each : contexts_) each->stop();
    for (auto& each : threads_) each.join();
    work_.clear();
    for (auto& each : contexts_) each.reset();
  }

  std::array<boost::asio::io_context*, 2> pointers{};

 private:
  std::array<std::unique_ptr<boost::asio::io_context>, 2> contexts_;
  std::vector<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_;
  std::vector<std::thread> threads_;
};

/// A part of a program, with what its endpoint uses; it can be destroyed.
struct part {
  explicit part(running_contexts& contexts)
      : serving(contexts.pointers, {}, {{"/metrics", [this](const request&) -> answering { return answer(); }}}, seen),
        address(serving.listen(*parse_listen_address("127.0.0.1:0")).value()) {
    seen.keeps_answers = false;
    serving.start();
  }

  response answer() { return response{.body = std::make_shared<const std::string>(*text)}; }

  recorder seen;
  std::unique_ptr<std::string> text = std::make_unique<std::string>("metrics 1\n");
  server serving;
  std::string address;
};

std::string text_at(const std::string& address) {
  try {
    return answers_to(address, get);
  } catch (const std::exception&) {
    return "refused";
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(server_suite)

BOOST_AUTO_TEST_CASE(answers_no_more_once_it_is_destroyed_while_its_io_contexts_run) {
  running_contexts contexts;
  auto serving = std::make_unique<part>(contexts);
  const auto address = serving->address;
  std::vector<raw_client> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back(address);
    clients.back().send(get);
    BOOST_TEST(status_of(clients.back().response()) == 200U);
  }
  serving.reset();
  for (auto& each : clients) {
    each.send(get);
    BOOST_TEST(each.response() == "");
    BOOST_TEST(each.is_closed_within(2s));
  }
  BOOST_TEST(soon([&] { return text_at(address) == "refused"; }));
}

// Each round destroys what the endpoint and the observer use, in the middle of their calls; the sanitizers look on.
BOOST_AUTO_TEST_CASE(calls_nothing_once_it_is_destroyed_under_load) {
  running_contexts contexts;
  for (int round = 0; round < 20; ++round) {
    auto serving = std::make_unique<part>(contexts);
    const auto address = serving->address;
    std::atomic<int> answered{0};
    std::vector<std::thread> load;
    for (int i = 0; i < 3; ++i) {
      load.emplace_back([&] {
        try {
          raw_client client(address);
          while (client.send(get) && status_of(client.response()) == 200) ++answered;
        } catch (const std::exception&) {
        }
      });
    }
    BOOST_TEST(soon([&] { return answered > 30; }));
    serving.reset();
    for (auto& each : load) each.join();
  }
}

BOOST_AUTO_TEST_CASE(may_be_destroyed_by_its_own_endpoint) {
  running_contexts contexts;
  std::unique_ptr<server> serving;
  recorder seen;
  const auto end = [&serving](const request&) -> answering {
    serving.reset();
    return response{.body = nullptr};
  };
  serving = std::make_unique<server>(contexts.pointers, server_settings{}, std::vector<endpoint>{{"/end", end}}, seen);
  const auto address = serving->listen(*parse_listen_address("127.0.0.1:0")).value();
  serving->start();
  raw_client client(address);
  client.send("GET /end HTTP/1.1\r\nHost: h\r\n\r\n");
  BOOST_TEST(client.is_closed_within(2s));
  BOOST_TEST(soon([&] { return text_at(address) == "refused"; }));
}

BOOST_AUTO_TEST_CASE(frees_its_port_if_it_never_started) {
  boost::asio::io_context context;
  std::string address;
  {
    server never(context, {});
    address = never.listen(*parse_listen_address("127.0.0.1:0")).value();
  }
  server next(context, {});
  BOOST_TEST(next.listen(*parse_listen_address(address)).value() == address);
}

BOOST_AUTO_TEST_CASE(is_drained_when_its_last_answer_has_been_sent) {
  server_plan plan;
  plan.workers = 2;
  live_server serving(plan);
  raw_client busy(serving.address());
  busy.send("GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  raw_client idle(serving.address());
  idle.send(get);
  idle.response();

  boost::asio::io_context elsewhere;
  const auto wait = [&] { return serving.drained(); };
  auto drained = boost::asio::co_spawn(elsewhere, wait, boost::asio::use_future);
  auto again = boost::asio::co_spawn(elsewhere, wait, boost::asio::use_future);
  std::thread waiting([&] { elsewhere.run(); });
  BOOST_TEST((drained.wait_for(20ms) == std::future_status::timeout));
  serving.drain();
  drained.wait();
  again.wait();
  waiting.join();
  BOOST_TEST(serving.seen.opened == 2);
  BOOST_TEST(serving.seen.closed == 2);
  BOOST_TEST((serving.seen.answers() == std::vector<std::string>{"1 200", "2 200"}));
  BOOST_TEST(status_of(busy.response()) == 200U);
}

BOOST_AUTO_TEST_SUITE_END()
