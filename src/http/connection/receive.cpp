#include "connection/receive.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

namespace cputemp::http {
namespace {

namespace asio = boost::asio;

// Nothing of a request is there yet.
void await_request(connection& from, clock::time_point now) {
  const auto& settings = from.settings();
  from.memory.reset();
  from.now_is(from.is_known ? connection_state::idle : connection_state::newcomer, now);
  from.set_deadline(now + (from.is_known ? settings.idle_timeout : settings.header_timeout));
}

// The first bytes are there: from now on the clock runs for all of them, however often one more arrives.
void await_rest(connection& from) {
  const auto now = from.now();
  if (from.is_known) from.now_is(connection_state::busy, now);
  from.set_deadline(now + from.settings().header_timeout);
}

arrival refuse(const refusal& why) { return {arrival::kind::refused, {}, why}; }

}  // namespace

boost::asio::awaitable<arrival> receive_head(connection& from, clock::time_point now) {
  head_scanner scanner;
  bool has_begun = false;
  if (!from.memory || from.memory->size == 0) await_request(from, now);
  for (;;) {
    if (from.memory && from.memory->size > 0) {
      switch (scanner.step(from.memory->received())) {
        case head_scanner::progress::complete:
          co_return arrival{arrival::kind::head, scanner, {}};
        case head_scanner::progress::refused:
          co_return refuse(scanner.why());
        case head_scanner::progress::need_more:
          break;
      }
      if (!has_begun) await_rest(from);
      has_begun = true;
    } else if (from.is_leaving()) {
      co_return arrival{};
    }

    // One read for each wait, so that a peer that never pauses can't occupy the thread.
    const auto [waited] = co_await from.socket.async_wait(asio::socket_base::wait_read, as_result);
    if (from.timed_out()) {
      // An idle client expects no answer.
      if (from.is_known && !has_begun) co_return arrival{};
      co_return refuse({408, true});
    }
    if (waited) co_return arrival{};

    auto& memory = from.take_memory();
    boost::system::error_code error;
    const auto count = from.socket.read_some(asio::buffer(memory.buffer) + memory.size, error);
    if (error == asio::error::would_block) continue;
    if (error == asio::error::eof && memory.size > 0) co_return refuse({400, true});
    if (error) co_return arrival{};
    memory.size += count;
  }
}

}  // namespace cputemp::http
