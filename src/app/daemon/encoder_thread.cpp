#include "daemon/encoder_thread.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <system_error>
#include <utility>

namespace cputemp::app {
namespace {

namespace asio = boost::asio;
using exporter::exposition;

// A host for which parts are that large is scraped by fewer jobs at a time; with ten thousand sensors the last of so
// many waits for less than a second.
constexpr std::size_t most_waiting_parts = 8;

using signature = void(std::exception_ptr, exporter::body_pointer);

struct made {
  std::exception_ptr error;
  exporter::body_pointer body;
};

made try_to_make(exposition& e, const exporter::snapshot_pointer& snapshot, exporter::exposition_request wanted) {
  try {
    return {nullptr, e.make(snapshot, wanted)};
  } catch (...) {
    return {std::current_exception(), nullptr};
  }
}

/// A place among the parts that wait.
class place {
 public:
  explicit place(std::atomic<std::size_t>& taken) : taken_(taken), is_free_(taken_++ < most_waiting_parts) {}
  ~place() { --taken_; }
  place(const place&) = delete;
  place& operator=(const place&) = delete;

  bool is_free() const noexcept { return is_free_; }

 private:
  std::atomic<std::size_t>& taken_;
  const bool is_free_;
};

}  // namespace

encoder_thread::encoder_thread(exporter::collector_set full)
    : full_(full),
      work_{asio::make_work_guard(turns_), asio::make_work_guard(full_bodies_), asio::make_work_guard(parts_)} {}

encoder_thread::~encoder_thread() { turns_.stop(); }

asio::awaitable<exporter::body_pointer> encoder_thread::make(exposition& e, exporter::snapshot_pointer snapshot,
                                                             exporter::exposition_request wanted) {
  if (!is_running()) co_return e.make(snapshot, wanted);
  if ((wanted.collectors & full_) == full_) co_return co_await make_there(full_bodies_, e, std::move(snapshot), wanted);
  const place here(waiting_parts_);
  if (!here.is_free()) co_return nullptr;
  co_return co_await make_there(parts_, e, std::move(snapshot), wanted);
}

asio::awaitable<exporter::body_pointer> encoder_thread::make_there(asio::io_context& queue, exposition& e,
                                                                   exporter::snapshot_pointer snapshot,
                                                                   exporter::exposition_request wanted) {
  const auto begin = [&](auto handler) {
    auto home = asio::make_work_guard(handler);
    asio::post(queue, [&e, snapshot, wanted, home = std::move(home), handler = std::move(handler)]() mutable {
      auto result = try_to_make(e, snapshot, wanted);
      asio::post(home.get_executor(), [result = std::move(result), handler = std::move(handler)]() mutable {
        std::move(handler)(result.error, std::move(result.body));
      });
    });
    asio::post(turns_, [this] { make_next(); });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, signature>(begin, asio::use_awaitable);
}

/// A turn is posted after its body, but may make one that came later: what matters comes first.
void encoder_thread::make_next() {
  if (full_bodies_.poll_one() == 0) parts_.poll_one();
}

/// False if the limit on threads or memory allows no other one.
bool encoder_thread::is_running() {
  const std::scoped_lock lock(mutex_);
  try {
    if (!thread_.joinable()) thread_ = std::jthread([this] { turns_.run(); });
  } catch (const std::system_error&) {
    return false;
  }
  return true;
}

}  // namespace cputemp::app
