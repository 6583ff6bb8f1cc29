#include "connection/session.hpp"

#include "connection/connection.hpp"
#include "connection/outward_calls.hpp"
#include "connection/receive.hpp"
#include "connection/send.hpp"
#include "protocol/head_parser.hpp"
#include "protocol/request_check.hpp"
#include "protocol/response_head.hpp"
#include "protocol/status.hpp"
#include "protocol/tokens.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

namespace cputemp::http {
namespace {

class received_fields final : public header_fields {
 public:
  explicit received_fields(std::span<const header_field> fields) : fields_(fields) {}
  std::string_view find(std::string_view name) const override {
    const auto found = std::find_if(fields_.begin(), fields_.end(),
                                    [name](const header_field& each) { return equal_ignoring_case(each.name, name); });
    return found == fields_.end() ? std::string_view() : found->value;
  }
  void visit(std::string_view name, const std::function<void(std::string_view)>& visitor) const override {
    for (const auto& each : fields_)
      if (equal_ignoring_case(each.name, name)) visitor(each.value);
  }

 private:
  std::span<const header_field> fields_;
};

/// An answer to be sent, and what follows from it.
struct answer {
  response content;  ///< keeps the body alive until it is sent
  std::string_view body;
  std::size_t endpoint = server_observer::no_endpoint;
  bool head_only = false;
  bool close = false;
  bool say_keep_alive = false;
};

void fill_with_text(answer& reply, unsigned status) {
  reply.content = {};
  reply.content.status = status;
  reply.body = text_of(status);
}

void fill_with_response(answer& reply, response content) {
  reply.content = std::move(content);
  if (reply.content.body) reply.body = *reply.content.body;
}

void refuse(answer& reply, const refusal& why) {
  reply.close = why.close;
  fill_with_text(reply, why.status);
}

void report(connection& with, const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& known) {
    with.calls().report(&server_observer::handler_failed, known.what());
  } catch (...) {
    with.calls().report(&server_observer::handler_failed, "not a std::exception");
  }
}

/// The answer to a request as far as it is known without asking an endpoint.
struct routed {
  answer reply;
  const endpoint* asked = nullptr;  ///< has to be asked
  std::string_view path;
  std::string_view query;
  std::span<const header_field> fields;
};

routed route(connection& with, const arrival& arrived) {
  routed result;
  auto& memory = *with.memory;
  const auto field_count = parse_fields(arrived.scanned.head(memory.received()), memory.fields);
  if (!field_count) {
    refuse(result.reply, {400, true});
    return result;
  }
  result.fields = {memory.fields.data(), *field_count};
  const auto& line = arrived.scanned.first_line();
  // The answer to a HEAD has no body, whatever the status (RFC 9110 §9.3.2).
  result.reply.head_only = line.method == "HEAD";
  result.reply.say_keep_alive = line.version == "HTTP/1.0";
  const auto checked = check_request(line, result.fields);
  if (checked.has_error()) {
    refuse(result.reply, checked.error());
    return result;
  }
  result.reply.close = !checked->keep_alive;
  const auto& endpoints = with.endpoints();
  const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                  [&](const endpoint& each) { return each.path == checked->path; });
  if (found == endpoints.end()) {
    fill_with_text(result.reply, 404);
    return result;
  }
  result.reply.endpoint = static_cast<std::size_t>(found - endpoints.begin());
  result.asked = &*found;
  result.path = checked->path;
  result.query = checked->query;
  return result;
}

void fail(connection& with, answer& reply, const std::exception_ptr& thrown) {
  report(with, thrown);
  refuse(reply, {500, true});
}

/// Fills `reply`, or returns what has to be awaited for that.
std::optional<boost::asio::awaitable<response>> ask_endpoint(connection& with, const endpoint& from,
                                                             const request& asked, answer& reply) {
  try {
    auto given = with.calls().ask(from, asked);
    if (!given) {
      // The server is gone. Nothing can be sent from here on, which ends the session.
      with.cut();
    } else if (auto* const at_hand = std::get_if<response>(&*given)) {
      fill_with_response(reply, std::move(*at_hand));
    } else {
      return std::get<boost::asio::awaitable<response>>(std::move(*given));
    }
  } catch (...) {
    fail(with, reply, std::current_exception());
  }
  return std::nullopt;
}

boost::asio::awaitable<void> await_endpoint(connection& with, boost::asio::awaitable<response> later, answer& reply) {
  std::exception_ptr thrown;
  try {
    fill_with_response(reply, co_await std::move(later));
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) fail(with, reply, thrown);
}

/// Writes the head; the body stays where it is.
outgoing compose(connection& to, const answer& reply) {
  head_content head;
  head.status = reply.content.status;
  head.date = to.date();
  head.content_type = reply.content.content_type;
  head.content_length = reply.body.size();
  head.further_fields = reply.content.fields;
  if (reply.close) {
    head.connection = connection_option::close;
  } else if (reply.say_keep_alive) {
    head.connection = connection_option::keep_alive;
  }
  auto& memory = to.take_memory();
  compose_head(memory.response_head, head);
  const bool without_body = reply.head_only || !has_body(reply.content.status);
  return {boost::asio::buffer(memory.response_head),
          boost::asio::buffer(without_body ? std::string_view() : reply.body)};
}

/// Answers until the connection has to end. Returns whether it ends with an answer, which a lingering close lets
/// arrive.
boost::asio::awaitable<bool> converse(connection& with) {
  auto now = with.now();
  for (;;) {
    const auto arrived = co_await receive_head(with, now);
    if (arrived.what == arrival::kind::gone) co_return false;

    const auto received = with.now();
    with.clear_deadline();
    routed next;
    if (arrived.what == arrival::kind::refused) {
      refuse(next.reply, {arrived.why.status, true});
    } else {
      with.now_is(connection_state::busy, received);
      next = route(with, arrived);
    }
    auto& reply = next.reply;
    if (next.asked != nullptr) {
      const received_fields fields(next.fields);
      const request asked{next.path, next.query, fields, received};
      auto later = ask_endpoint(with, *next.asked, asked, reply);
      if (later) co_await await_endpoint(with, std::move(*later), reply);
    }
    if (with.is_leaving()) reply.close = true;

    auto rest = compose(with, reply);
    boost::system::error_code error;
    send_some(with, rest, error);
    bool sent = !error;
    if (error == boost::asio::error::would_block) sent = co_await send_rest(with, rest);
    if (!sent) {
      with.cut();
      co_return false;
    }
    now = with.now();
    with.calls().report(&server_observer::answered, reply.endpoint, reply.content.status, now - received);
    if (reply.close) co_return true;
    with.is_known = true;
    with.memory->consume(arrived.scanned.end());
  }
}

boost::asio::awaitable<void> close(connection& with, bool lingering) {
  if (lingering) co_await linger(with);
  boost::system::error_code ignored;
  with.socket.close(ignored);
  with.memory.reset();
}

}  // namespace

boost::asio::awaitable<void> serve_connection(std::shared_ptr<connection> opened) {
  opened->join();
  try {
    const bool lingering = co_await converse(*opened);
    co_await close(*opened, lingering);
  } catch (...) {
    report(*opened, std::current_exception());
  }
}

boost::asio::awaitable<void> refuse_connection(std::shared_ptr<connection> opened) {
  opened->join();
  try {
    answer reply;
    refuse(reply, {503, true});
    auto rest = compose(*opened, reply);
    // A new socket takes that much at once.
    boost::system::error_code error;
    send_some(*opened, rest, error);
    co_await close(*opened, !error);
  } catch (...) {
    report(*opened, std::current_exception());
  }
}

}  // namespace cputemp::http
