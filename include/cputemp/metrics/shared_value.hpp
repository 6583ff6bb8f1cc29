#pragma once

#include <memory>
#include <utility>

namespace cputemp::metrics {

/// A value that never changes, behind a pointer: copied and moved at the cost of that, however large it is. Stands
/// wherever a `const T&` is wanted and compares as T does. One that was moved from may be assigned to or destroyed.
template <class T>
class shared_value {
 public:
  // Implicit: to whoever makes one or reads it, it is the value.
  shared_value(T value) : value_(std::make_shared<const T>(std::move(value))) {}
  shared_value(std::shared_ptr<const T> value) noexcept : value_(std::move(value)) {}
  operator const T&() const noexcept { return *value_; }

  const T& operator*() const noexcept { return *value_; }
  const T* operator->() const noexcept { return value_.get(); }

  friend bool operator==(const shared_value& a, const shared_value& b) {
    return a.value_ == b.value_ || *a.value_ == *b.value_;
  }

 private:
  std::shared_ptr<const T> value_;  // never null, but where it was moved from
};

}  // namespace cputemp::metrics
