#include <cputemp/http/gzip.hpp>
#include <cputemp/http/negotiation.hpp>
#include <cputemp/http/server.hpp>

#include "listening/listener.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <memory>
#include <utility>

namespace cputemp::http {
namespace {

class nobody final : public server_observer {
 public:
  void answered(std::size_t, unsigned, std::chrono::steady_clock::duration) noexcept override {}
  void connection_opened() noexcept override {}
  void connection_closed() noexcept override {}
  void connection_rejected() noexcept override {}
  void accept_failing(const boost::system::error_code&) noexcept override {}
  void accept_recovered() noexcept override {}
  void handler_failed(std::string_view) noexcept override {}
};

nobody unwatched;

std::vector<std::shared_ptr<worker>> make_workers(std::span<boost::asio::io_context* const> contexts,
                                                  const std::shared_ptr<service>& shared) {
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

class server::impl {
 public:
  impl(std::span<boost::asio::io_context* const> contexts, const server_settings& settings, std::vector<endpoint> table,
       server_observer& observer)
      : workers(make_workers(contexts, std::make_shared<service>(settings, std::move(table), observer))),
        accepting(std::make_shared<listener>(workers)) {}

  boost::system::result<std::string, failure> add(boost::system::result<bound, failure> opened) {
    if (opened.has_error()) return opened.error();
    boost::system::result<std::string, failure> address(boost::system::in_place_value, opened->address);
    accepting->add(std::move(*opened));
    return address;
  }

  const std::vector<std::shared_ptr<worker>> workers;
  const std::shared_ptr<listener> accepting;
};

server::server(std::span<boost::asio::io_context* const> workers, server_settings settings, std::vector<endpoint> table,
               server_observer& observer)
    : impl_(std::make_shared<impl>(workers, settings, std::move(table), observer)) {}

server::server(boost::asio::io_context& worker, std::vector<endpoint> table, server_settings settings)
    : server(std::array{&worker}, settings, std::move(table), unwatched) {}

server::~server() = default;

boost::system::result<std::string, failure> server::listen(const listen_address& address) {
  return impl_->add(bind_to(impl_->accepting->context(), address));
}

boost::system::result<std::string, failure> server::adopt(int descriptor) {
  return impl_->add(bind_to(impl_->accepting->context(), descriptor));
}

void server::start() { impl_->accepting->start(); }

void server::drain() {
  impl_->accepting->stop();
  for (const auto& each : impl_->workers) {
    boost::asio::post(each->context(), [each] { each->drain(); });
  }
}

}  // namespace cputemp::http
