#include "counted_allocations.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>

namespace {

std::atomic<bool> counting{false};
std::atomic<int> allocations{0};

std::atomic<bool> failing{false};
std::mutex failing_mutex;
std::function<bool(std::size_t)> failing_if;
thread_local bool is_deciding = false;

bool has_to_fail(std::size_t size) {
  if (!failing || is_deciding) return false;
  const std::lock_guard lock(failing_mutex);
  is_deciding = true;
  const bool fails = failing_if && failing_if(size);
  is_deciding = false;
  return fails;
}

void* counted_or_null(std::size_t size) noexcept {
  if (has_to_fail(size)) return nullptr;
  if (counting) ++allocations;
  return std::malloc(size);
}

void* counted(std::size_t size) {
  if (void* const memory = counted_or_null(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted_or_null(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

// Asio takes the memory of handlers and coroutines by this one.
extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  if (has_to_fail(size)) return nullptr;
  if (counting) ++allocations;
  return ::memalign(alignment, size);
}

namespace cputemp::test {

counted_allocations::counted_allocations() noexcept {
  allocations = 0;
  counting = true;
}

counted_allocations::~counted_allocations() { counting = false; }

int counted_allocations::count() const noexcept { return allocations; }

failing_allocations::failing_allocations(std::function<bool(std::size_t)> fails) {
  const std::lock_guard lock(failing_mutex);
  failing_if = std::move(fails);
  failing = true;
}

failing_allocations::~failing_allocations() {
  failing = false;
  const std::lock_guard lock(failing_mutex);
  failing_if = nullptr;
}

}  // namespace cputemp::test
