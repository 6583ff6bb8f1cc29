#include "connection/session.hpp"

#include "connection/connection.hpp"
#include "connection/receive.hpp"
#include "connection/send.hpp"
#include "connection/worker.hpp"
#include "protocol/head_parser.hpp"
#include "protocol/response_head.hpp"
#include "protocol/status.hpp"
#include "protocol/text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <ctime>
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
  explicit received_fields(std::span<const field> fields) : fields_(fields) {}
  std::string_view find(std::string_view name) const override {
    const auto found = std::find_if(fields_.begin(), fields_.end(),
                                    [name](const field& each) { return equal_ignoring_case(each.name, name); });
    return found == fields_.end() ? std::string_view() : found->value;
  }
  void visit(std::string_view name, const std::function<void(std::string_view)>& visitor) const override {
    for (const auto& each : fields_)
      if (equal_ignoring_case(each.name, name)) visitor(each.value);
  }

 private:
  std::span<const field> fields_;
};

/// One answer on its way: what is sent, and what follows from it.
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

void compose(connection& to, const answer& reply) {
  head_content head;
  head.status = reply.content.status;
  head.date = to.home().date().at(std::time(nullptr));
  head.content_type = reply.content.content_type;
  head.content_length = reply.body.size();
  head.further_fields = reply.content.fields;
  if (reply.close) {
    head.connection = connection_option::close;
  } else if (reply.say_keep_alive) {
    head.connection = connection_option::keep_alive;
  }
  compose_head(to.memory->response_head, head);
}

/// What a request is answered with, as far as that is known without asking an endpoint.
struct routed {
  answer reply;
  const endpoint* asked = nullptr;  ///< whose answer is still missing
  std::string_view path;
  std::string_view query;
};

routed route(const service& shared, const arrival& arrived, std::span<const field> fields) {
  routed result;
  const auto& line = arrived.scanned.first_line();
  const auto checked = check_request(line, fields);
  // To a HEAD there is no body, whatever the status (RFC 9110 §9.3.2).
  result.reply.head_only = line.method == "HEAD";
  result.reply.say_keep_alive = line.version == "HTTP/1.0";
  if (checked.has_error()) {
    result.reply.close = checked.error().close;
    fill_with_text(result.reply, checked.error().status);
    return result;
  }
  result.reply.close = !checked->keep_alive;
  const auto found = std::find_if(shared.endpoints.begin(), shared.endpoints.end(),
                                  [&](const endpoint& each) { return each.path == checked->path; });
  if (found == shared.endpoints.end()) {
    fill_with_text(result.reply, 404);
    return result;
  }
  result.reply.endpoint = static_cast<std::size_t>(found - shared.endpoints.begin());
  result.asked = &*found;
  result.path = checked->path;
  result.query = checked->query;
  return result;
}

/// Answers until the connection has to end; then whether the peer is owed a lingering close.
boost::asio::awaitable<bool> converse(connection& with) {
  auto& shared = with.home().shared();
  auto now = clock::now();
  for (;;) {
    const auto arrived = co_await receive_head(with, now);
    if (arrived.what == arrival::kind::gone) co_return false;

    const auto received = clock::now();
    with.clear_deadline();
    if (!with.memory) with.memory = with.home().pool().take();
    auto& memory = *with.memory;
    std::optional<std::size_t> field_count;
    unsigned refused_with = arrived.why.status;
    if (arrived.what == arrival::kind::head) {
      refused_with = 400;
      field_count = parse_fields(arrived.scanned.head(memory.received()), memory.fields);
    }

    routed next;
    if (field_count) {
      with.now_is(tenant::standing::busy, received);
      const std::span<const field> fields(memory.fields.data(), *field_count);
      next = route(shared, arrived, fields);
      if (next.asked != nullptr) {
        const received_fields named(fields);
        const request asked{next.path, next.query, named, received};
        try {
          auto given = next.asked->answer(asked);
          if (auto* const at_hand = std::get_if<response>(&given))
            next.reply.content = std::move(*at_hand);
          else
            next.reply.content = co_await std::get<boost::asio::awaitable<response>>(std::move(given));
          if (next.reply.content.body) next.reply.body = *next.reply.content.body;
        } catch (const std::exception& thrown) {
          shared.observer.handler_failed(thrown.what());
          next.reply.close = true;
          fill_with_text(next.reply, 500);
        } catch (...) {
          shared.observer.handler_failed("not a std::exception");
          next.reply.close = true;
          fill_with_text(next.reply, 500);
        }
      }
    } else {
      next.reply.close = true;
      fill_with_text(next.reply, refused_with);
    }
    auto& reply = next.reply;
    if (with.is_leaving()) reply.close = true;

    compose(with, reply);
    const bool without_body = reply.head_only || !has_body(reply.content.status);
    outgoing rest{boost::asio::buffer(memory.response_head),
                  boost::asio::buffer(without_body ? std::string_view() : reply.body)};
    boost::system::error_code error;
    send_some(with, rest, error);
    bool sent = !error;
    if (error == boost::asio::error::would_block) sent = co_await send_rest(with, rest);
    if (!sent) {
      with.cut();
      co_return false;
    }
    now = clock::now();
    shared.observer.answered(reply.endpoint, reply.content.status, now - received);
    if (reply.close) co_return true;
    with.is_known = true;
    memory.consume(arrived.scanned.end());
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
  auto& shared = opened->home().shared();
  try {
    const bool lingering = co_await converse(*opened);
    co_await close(*opened, lingering);
  } catch (const std::exception& thrown) {
    shared.observer.handler_failed(thrown.what());
  }
  opened->home().remove(*opened);
  shared.observer.connection_closed();
}

boost::asio::awaitable<void> refuse_connection(std::shared_ptr<connection> opened) {
  auto& home = opened->home();
  try {
    answer reply;
    reply.close = true;
    fill_with_text(reply, 503);
    opened->memory = home.pool().take();
    compose(*opened, reply);
    // A socket without a past takes that much at once.
    outgoing rest{boost::asio::buffer(opened->memory->response_head), boost::asio::buffer(reply.body)};
    boost::system::error_code error;
    send_some(*opened, rest, error);
    co_await close(*opened, !error);
  } catch (const std::exception& thrown) {
    home.shared().observer.handler_failed(thrown.what());
  }
  home.remove(*opened);
  --home.shared().turned_away;
}

}  // namespace cputemp::http
