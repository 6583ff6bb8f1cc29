#pragma once

#include <exception>

namespace cputemp::http {

/// Completion handler of all coroutines that are spawned here. asio::detached would drop an exception, and nothing
/// would run any more where the coroutine did, without a word; this one lets it out of io_context::run().
struct rethrow {
  void operator()(const std::exception_ptr& thrown) const {
    if (thrown) std::rethrow_exception(thrown);
  }
};

}  // namespace cputemp::http
