#include "commands.hpp"

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "build_info.hpp"
#include "daemon/process.hpp"
#include "exposition_options.hpp"
#include "log/change_log.hpp"
#include "log/log_queue.hpp"
#include "notice_log.hpp"
#include "output/output_file.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds shortest_interval{1};

/// Samples as the daemon does, and writes a file in place of answering scrapes.
class file_service {
 public:
  file_service(const options& o, const log& log, const log_queue& lines)
      : options_(o),
        log_(log),
        changes_(log, context_.get_executor()),
        sampler_(context_.get_executor(), make_source(o, log), o.sample,
                 [this](const sampling::notice& n) { hear(n); }),
        exposition_(file_settings(o, [&lines] { return lines.dropped(); }), build_info(), nullptr),
        ends_(context_, SIGINT, SIGTERM),
        due_(context_) {}

  /// Returns the exit code: 1 if the first file can't be written.
  int run() {
    sampler_.start();
    const auto keep = [this] { return keep_writing(); };
    asio::co_spawn(context_, keep, [](const std::exception_ptr& thrown) {
      if (thrown) std::rethrow_exception(thrown);
    });
    ends_.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) return;
      log_.info("shutting down", {{"signal", strsignal(number)}});
      end();
    });
    context_.run();
    return is_written_ ? 0 : 1;
  }

 private:
  asio::awaitable<void> keep_writing() {
    auto next = std::chrono::steady_clock::now();
    while (!is_ending_) {
      const auto snapshot = co_await sampler_.fresh(sampling::boot_clock::time_point::max());
      if (!is_ending_) write(snapshot);
      if (is_ending_) break;
      next =
          std::max(next + (snapshot ? options_.output_interval : shortest_interval), std::chrono::steady_clock::now());
      due_.expires_at(next);
      co_await due_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    // It would be served for ever.
    remove();
  }

  /// Without a snapshot that may be served there is no file either, rather than an old one.
  void write(const std::shared_ptr<const sampling::snapshot>& snapshot) {
    if (snapshot && write_output(options_, log_, *exposition_.make(snapshot, {})))
      is_written_ = true;
    else if (is_written_)
      remove();
    else if (snapshot)
      end();
  }

  /// Whatever else has taken its place is someone else's.
  void remove() const {
    std::error_code ignored;
    if (is_written_ && std::filesystem::is_regular_file(std::filesystem::symlink_status(options_.output, ignored)))
      std::filesystem::remove(options_.output, ignored);
  }

  void end() {
    is_ending_ = true;
    ends_.cancel();
    exit_on_signals();
    due_.cancel();
    sampler_.stop();
    changes_.stop();
  }

  void hear(const sampling::notice& n) {
    if (auto line = line_of(n)) changes_.write(condition_of(n), std::move(*line));
  }

  const options& options_;
  const log& log_;
  asio::io_context context_{1};
  change_log changes_;
  sampling::sampler sampler_;
  exporter::exposition exposition_;
  asio::signal_set ends_;
  asio::steady_timer due_;
  bool is_written_ = false;
  bool is_ending_ = false;
};

}  // namespace

int keep_output(const options& o) {
  daemon_process process(o);
  log_clashes(o, process.own_log());
  file_service service(o, process.own_log(), process.lines());
  int code = 1;
  try {
    code = service.run();
  } catch (...) {
    exit_after(std::current_exception());
  }
  process.end(code);
}

}  // namespace cputemp::app
