#include <cputemp/http/server.hpp>

#include "listener.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace cputemp::http {
namespace {

std::vector<std::shared_ptr<worker>> make_workers(std::span<boost::asio::io_context* const> contexts,
                                                  const std::shared_ptr<service>& shared) {
  std::vector<std::shared_ptr<worker>> workers;
  workers.reserve(contexts.size());
  for (auto* const context : contexts) workers.push_back(std::make_shared<worker>(*context, shared));
  return workers;
}

}  // namespace

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
