#pragma once

#include <protozero/buffer_tmpl.hpp>
#include <protozero/varint.hpp>

#include <array>
#include <cstddef>

namespace cputemp::metrics {

/// A buffer for protozero that only counts what is written to it.
struct byte_count {
  std::size_t size = 0;
  std::array<char, protozero::max_varint_length> length{};  // of a submessage, which is written when it is known
};

}  // namespace cputemp::metrics

template <>
struct protozero::buffer_customization<cputemp::metrics::byte_count> {
  using count = cputemp::metrics::byte_count;

  static std::size_t size(const count* buffer) noexcept { return buffer->size; }
  static void append(count* buffer, const char*, std::size_t bytes) noexcept { buffer->size += bytes; }
  static void append_zeros(count* buffer, std::size_t bytes) noexcept { buffer->size += bytes; }
  static void resize(count* buffer, std::size_t size) noexcept { buffer->size = size; }
  static void reserve_additional(count*, std::size_t) noexcept {}
  static void erase_range(count* buffer, std::size_t from, std::size_t to) noexcept { buffer->size -= to - from; }
  static char* at_pos(count* buffer, std::size_t) noexcept { return buffer->length.data(); }
  static void push_back(count* buffer, char) noexcept { ++buffer->size; }
};
