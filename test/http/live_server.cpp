#include "live_server.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <new>
#include <stdexcept>
#include <string>

namespace cputemp::http::test {
namespace {

using boost::asio::awaitable;

response plain(std::string text) {
  response result;
  result.body = std::make_shared<const std::string>(std::move(text));
  return result;
}

awaitable<void> pause(std::chrono::milliseconds time) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

std::vector<endpoint> endpoints() {
  // One body for all, as the exporter shares its exposition.
  const auto metrics = std::make_shared<const std::string>("metrics 1\n");
  const auto big = std::make_shared<const std::string>(std::size_t{32} << 20, 'x');
  return {
      {"/",
       [](const request&) -> awaitable<response> {
         response page = plain("<p>home\n");
         page.content_type = "text/html";
         page.fields = "Vary: Accept\r\n";
         co_return page;
       }},
      {"/metrics", [metrics](const request&) -> awaitable<response> { co_return response{.body = metrics}; }},
      {"/slow",
       [](const request&) -> awaitable<response> {
         co_await pause(std::chrono::milliseconds(200));
         co_return plain("slow\n");
       }},
      {"/big", [big](const request&) -> awaitable<response> { co_return response{.body = big}; }},
      {"/throw",
       [](const request&) -> awaitable<response> {
         throw std::runtime_error("a defect");
         co_return response{};
       }},
      {"/late-throw",
       [](const request&) -> awaitable<response> {
         co_await pause(std::chrono::milliseconds(1));
         throw 1;
       }},
      {"/thread",
       [](const request&) -> awaitable<response> {
         co_return plain(std::to_string(std::hash<std::thread::id>()(std::this_thread::get_id())));
       }},
      {"/fields",
       [](const request& asked) -> awaitable<response> {
         co_return plain(std::string(asked.path) + '|' + std::string(asked.query) + '|' +
                         std::string(asked.fields.find("x-test")) + '|' + std::string(asked.fields.find("absent")) +
                         '\n');
       }},
      {"/nothing", [](const request&) -> awaitable<response> { co_return response{.status = 204, .body = nullptr}; }},
  };
}

}  // namespace

void recorder::answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration) noexcept {
  if (!keeps_answers) return;
  const std::lock_guard lock(mutex_);
  answers_.push_back((endpoint == no_endpoint ? "-" : std::to_string(endpoint)) + ' ' + std::to_string(status));
}

void recorder::handler_failed(std::string_view what) noexcept {
  const std::lock_guard lock(mutex_);
  failures_.emplace_back(what);
}

std::vector<std::string> recorder::answers() {
  const std::lock_guard lock(mutex_);
  return answers_;
}

std::vector<std::string> recorder::failures() {
  const std::lock_guard lock(mutex_);
  return failures_;
}

live_server::live_server(server_plan plan) {
  std::vector<boost::asio::io_context*> raw;
  for (std::size_t index = 0; index < plan.workers; ++index) {
    contexts_.push_back(std::make_unique<boost::asio::io_context>(1));
    raw.push_back(contexts_.back().get());
  }
  server_ = std::make_unique<server>(raw, plan.settings, endpoints(), seen);
  for (const auto& each : plan.addresses) {
    const auto bound = server_->listen(*parse_listen_address(each));
    if (!bound) throw std::runtime_error(bound.error().message);
    addresses_.push_back(*bound);
  }
  server_->start();
  running_ = plan.workers;
  for (const auto& each : contexts_) {
    threads_.emplace_back([this, &context = *each] {
      try {
        context.run();
      } catch (const std::bad_alloc&) {
        out_of_memory_ = true;
      }
      --running_;
    });
  }
}

live_server::~live_server() {
  if (!server_) return;
  drain();
  is_over_within(std::chrono::seconds(3));
  abandon();
}

void live_server::abandon() {
  for (auto& each : contexts_) each->stop();
  for (auto& each : threads_) each.join();
  threads_.clear();
  server_.reset();
  contexts_.clear();
}

void live_server::drain() { server_->drain(); }

bool live_server::is_over_within(std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (running_ > 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return running_ == 0;
}

}  // namespace cputemp::http::test
