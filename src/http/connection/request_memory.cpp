#include "connection/request_memory.hpp"

#include <cstring>

namespace cputemp::http {

// The buffer stays uninitialised, so that pages that no request reaches are never touched.
request_memory::request_memory() { response_head.reserve(512); }

void request_memory::consume(std::size_t count) {
  size -= count;
  std::memmove(buffer.data(), buffer.data() + count, size);
}

request_memory_pool::request_memory_pool() { kept_.reserve(max_kept); }

request_memory_pool::lease request_memory_pool::take() {
  if (kept_.empty()) return lease(std::make_unique<request_memory>().release(), returner{this});
  lease taken(kept_.back().release(), returner{this});
  kept_.pop_back();
  taken->size = 0;
  return taken;
}

void request_memory_pool::put_back(request_memory* memory) {
  std::unique_ptr<request_memory> owned(memory);
  if (kept_.size() < max_kept) kept_.push_back(std::move(owned));
}

}  // namespace cputemp::http
