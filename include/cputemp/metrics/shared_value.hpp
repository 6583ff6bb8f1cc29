#pragma once

#include <memory>
#include <utility>

namespace cputemp::metrics {

/// A value that never changes, behind a pointer: a copy or move costs as much as the pointer's, however large the
/// value. Converts to `const T&` and compares as T does. One that was moved from may only be assigned to or destroyed.
template <class T>
class shared_value {
 public:
  // Implicit: code that makes one or reads it sees the value.
  shared_value(T value) : value_(std::make_shared<const T>(std::move(value))) {}
  shared_value(std::shared_ptr<const T> value) noexcept : value_(std::move(value)) {}
  operator const T&() const noexcept { return *value_; }

  const T& operator*() const noexcept { return *value_; }
  const T* operator->() const noexcept { return value_.get(); }

  friend bool operator==(const shared_value& a, const shared_value& b) {
    return a.value_ == b.value_ || *a.value_ == *b.value_;
  }

 private:
  std::shared_ptr<const T> value_;  // null only after a move
};

}  // namespace cputemp::metrics
