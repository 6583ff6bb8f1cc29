#pragma once

#include "protocol/head_scanner.hpp"
#include "protocol/request_parts.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::http {

/// The buffers that a connection needs while a request is under way. It returns them while it waits for the next one,
/// so that ten thousand idle connections cost no buffers.
struct request_memory {
  request_memory();

  std::string_view received() const { return {buffer.data(), size}; }
  /// Drops the first `count` bytes and moves pipelined ones behind them to the front.
  void consume(std::size_t count);

  std::array<char, max_head> buffer;
  std::size_t size = 0;
  std::array<header_field, max_fields> fields;
  std::string response_head;
};

/// For one thread. Keeps as many as a burst is likely to need, and returns others to the system.
class request_memory_pool {
 public:
  struct returner {
    request_memory_pool* pool;
    void operator()(request_memory* memory) const { pool->put_back(memory); }
  };
  /// The pool outlives it.
  using lease = std::unique_ptr<request_memory, returner>;

  request_memory_pool();
  lease take();

 private:
  static constexpr std::size_t max_kept = 16;

  void put_back(request_memory* memory);

  std::vector<std::unique_ptr<request_memory>> kept_;
};

}  // namespace cputemp::http
