#include "daemon/encoder_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <system_error>
#include <utility>

namespace cputemp::app {
namespace {

namespace asio = boost::asio;
using exporter::exposition;

asio::awaitable<exporter::body_pointer> make_here(exposition& e, exporter::snapshot_pointer snapshot,
                                                  exporter::exposition_request wanted) {
  co_return e.make(snapshot, wanted);
}

}  // namespace

encoder_thread::encoder_thread() : work_(context_.get_executor()) {}

encoder_thread::~encoder_thread() { context_.stop(); }

asio::awaitable<exporter::body_pointer> encoder_thread::make(exposition& e, exporter::snapshot_pointer snapshot,
                                                             exporter::exposition_request wanted) {
  auto* const elsewhere = running();
  if (elsewhere == nullptr) co_return e.make(snapshot, wanted);
  co_return co_await asio::co_spawn(*elsewhere, make_here(e, std::move(snapshot), wanted), asio::use_awaitable);
}

/// Null if the limit on threads or memory allows no other one.
asio::io_context* encoder_thread::running() {
  const std::scoped_lock lock(mutex_);
  try {
    if (!thread_.joinable()) thread_ = std::jthread([this] { context_.run(); });
  } catch (const std::system_error&) {
    return nullptr;
  }
  return &context_;
}

}  // namespace cputemp::app
