#pragma once

#include <cputemp/http/server.hpp>

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace cputemp::http::test {

class recorder final : public server_observer {
 public:
  void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept override;
  void connection_opened() noexcept override { ++opened; }
  void connection_closed() noexcept override { ++closed; }
  void connection_rejected() noexcept override { ++rejected; }
  void accept_failing(const boost::system::error_code&) noexcept override { ++failing; }
  void accept_recovered() noexcept override { ++recovered; }
  void handler_failed(std::string_view what) noexcept override;

  /// `endpoint status`, in the order answered; `-` for no endpoint.
  std::vector<std::string> answers();
  std::vector<std::string> failures();

  bool keeps_answers = true;
  std::atomic<int> opened{0}, closed{0}, rejected{0}, failing{0}, recovered{0};

 private:
  std::mutex mutex_;
  std::vector<std::string> answers_;
  std::vector<std::string> failures_;
};

struct server_plan {
  server_settings settings = {};
  std::vector<std::string> addresses = {"127.0.0.1:0"};
  std::size_t workers = 1;
};

/// A server on threads of its own. Its endpoints: `/` and `/metrics` answer at once, `/slow` after 200 ms, `/big` with
/// 32 MiB, `/throw` with an exception, `/late-throw` with one after a pause, `/thread` with the thread it ran on,
/// `/fields` with what it saw of the request.
class live_server {
 public:
  explicit live_server(server_plan plan = {});
  live_server(const live_server&) = delete;
  live_server& operator=(const live_server&) = delete;
  ~live_server();

  const std::string& address(std::size_t index = 0) const { return addresses_.at(index); }
  void drain();
  boost::asio::awaitable<void> drained() { return server_->drained(); }
  /// Stops the threads and destroys the server and the io_contexts, whatever is under way.
  void abandon();
  /// Whether every io_context ran out of work in time.
  bool is_over_within(std::chrono::milliseconds limit);
  /// Whether std::bad_alloc has left an io_context, which would end a program.
  bool has_run_out_of_memory() const { return out_of_memory_; }

  recorder seen;

 private:
  std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
  std::unique_ptr<server> server_;
  std::vector<std::string> addresses_;
  std::atomic<std::size_t> running_{0};
  std::atomic<bool> out_of_memory_{false};
  std::vector<std::thread> threads_;
};

/// Waits until it is so, for ten seconds at most: less than that says nothing on a loaded machine.
template <class Condition>
bool soon(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace cputemp::http::test
