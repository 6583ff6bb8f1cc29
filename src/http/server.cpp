#include <cputemp/http/gzip.hpp>
#include <cputemp/http/negotiation.hpp>
#include <cputemp/http/server.hpp>

#include "listening/listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <memory>
#include <new>
#include <tuple>
#include <utility>

namespace cputemp::http {
namespace {

class no_observer final : public server_observer {
 public:
  void answered(std::size_t, unsigned, std::chrono::steady_clock::duration) noexcept override {}
  void connection_opened() noexcept override {}
  void connection_closed() noexcept override {}
  void connection_rejected() noexcept override {}
  void accept_failing(const boost::system::error_code&) noexcept override {}
  void accept_recovered() noexcept override {}
  void handler_failed(std::string_view) noexcept override {}
};

no_observer unwatched;

std::vector<std::shared_ptr<worker>> make_workers(std::span<boost::asio::io_context* const> contexts,
                                                  const std::shared_ptr<shared_state>& shared) {
  std::vector<std::shared_ptr<worker>> workers;
  workers.reserve(contexts.size());
  for (auto* const context : contexts) workers.push_back(std::make_shared<worker>(*context, shared));
  return workers;
}

}  // namespace

endpoint text_endpoint(std::string path, std::string_view content_type, std::function<std::string()> text) {
  auto answer = [content_type, text = std::move(text)](const request& asked) -> answering {
    const bool zipped = choose_content_coding(asked.fields) == content_coding::gzip;
    response reply;
    reply.content_type = content_type;
    reply.body = std::make_shared<const std::string>(zipped ? gzip(text()) : text());
    reply.fields = zipped ? "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" : "Vary: Accept-Encoding\r\n";
    return reply;
  };
  return {std::move(path), std::move(answer)};
}

class server::impl : public std::enable_shared_from_this<impl> {
 public:
  impl(std::span<boost::asio::io_context* const> contexts, const server_settings& settings, std::vector<endpoint> table,
       server_observer& observer)
      : shared_(std::make_shared<shared_state>(settings, std::move(table), observer, contexts.size())),
        workers_(make_workers(contexts, shared_)),
        listener_(std::make_shared<listener>(workers_)),
        drained_(std::make_shared<ending>(*contexts.front())) {
    // Connections may outlive the channel's io_context.
    shared_->drained = [ended = std::weak_ptr(drained_)] {
      if (const auto waited_for = ended.lock()) waited_for->close();
    };
  }

  boost::system::result<std::string, failure> listen(const listen_address& address) {
    auto opened = bind_to(listener_->context(), address);
    if (opened.has_error()) return opened.error();
    boost::system::result<std::string, failure> text(boost::system::in_place_value, opened->address);
    listener_->add(std::move(*opened));
    return text;
  }

  void start() {
    is_started_ = true;
    listener_->start();
  }

  void drain() { end_by(&worker::drain); }

  boost::asio::awaitable<void> drained() {
    const auto ended = drained_;  // the server may be destroyed meanwhile
    std::ignore = co_await ended->async_receive(boost::asio::as_tuple(boost::asio::use_awaitable));
  }

  void stop() noexcept {
    for (const auto& each : workers_) each->calls().close();
    // Then it has ended already, or no thread is left to end it on.
    if (!is_started_ || shared_->undrained == 0 || listener_->context().stopped()) return;
    try {
      end_by(&worker::stop);
    } catch (const std::bad_alloc&) {
      // Then the connections end with their next request.
    }
  }

 private:
  using ending = boost::asio::experimental::concurrent_channel<void(boost::system::error_code)>;

  // The listener first: each worker then hears of the end after the last connection that it got.
  void end_by(void (worker::*end)()) {
    boost::asio::dispatch(listener_->context(), [self = shared_from_this(), end] {
      self->listener_->stop();
      for (const auto& each : self->workers_) {
        boost::asio::post(each->context(), [each, end] { (*each.*end)(); });
      }
    });
  }

  const std::shared_ptr<shared_state> shared_;
  const std::vector<std::shared_ptr<worker>> workers_;
  const std::shared_ptr<listener> listener_;
  const std::shared_ptr<ending> drained_;
  bool is_started_ = false;
};

server::server(std::span<boost::asio::io_context* const> workers, server_settings settings, std::vector<endpoint> table,
               server_observer& observer)
    : impl_(std::make_shared<impl>(workers, settings, std::move(table), observer)) {}

server::server(boost::asio::io_context& worker, std::vector<endpoint> table, server_settings settings)
    : server(std::array{&worker}, settings, std::move(table), unwatched) {}

server::~server() { impl_->stop(); }

boost::system::result<std::string, failure> server::listen(const listen_address& address) {
  return impl_->listen(address);
}

void server::start() { impl_->start(); }

void server::drain() { impl_->drain(); }

boost::asio::awaitable<void> server::drained() { return impl_->drained(); }

}  // namespace cputemp::http
