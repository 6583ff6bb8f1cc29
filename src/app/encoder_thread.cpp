#include "encoder_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace cputemp::app {
namespace {

namespace asio = boost::asio;
using exporter::exposition;

asio::awaitable<exposition::body> make_here(exposition& e, exposition::snapshot_pointer snapshot,
                                            exporter::exposition_request wanted) {
  co_return e.make(snapshot, wanted);
}

}  // namespace

asio::awaitable<exposition::body> encoder_thread::make(exposition& e, exposition::snapshot_pointer snapshot,
                                                       exporter::exposition_request wanted) {
  auto* const elsewhere = pool();
  if (elsewhere == nullptr) co_return e.make(snapshot, wanted);
  co_return co_await asio::co_spawn(*elsewhere, make_here(e, std::move(snapshot), wanted), asio::use_awaitable);
}

/// Null where the limit on threads or memory allows no other one.
asio::thread_pool* encoder_thread::pool() {
  const std::scoped_lock lock(mutex_);
  try {
    if (!pool_) pool_.emplace(1);
  } catch (const boost::system::system_error&) {  // which is no std::system_error
    return nullptr;
  }
  return &*pool_;
}

}  // namespace cputemp::app
