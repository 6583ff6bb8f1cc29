#pragma once

#include "encoding/byte_count.hpp"

#include <protozero/basic_pbf_builder.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cputemp::metrics {

/// A message of the protobuf format with the fields `Field`, being written to a buffer. Messages in it are added by
/// add_message, not by a writer of their own.
template <class Buffer, class Field>
class message : public protozero::basic_pbf_builder<Buffer, Field> {
 public:
  explicit message(Buffer& buffer) : protozero::basic_pbf_builder<Buffer, Field>(buffer), buffer_(&buffer) {}
  Buffer& buffer() const noexcept { return *buffer_; }

 private:
  Buffer* buffer_;
};

/// How long the message is that `write` makes.
template <class Field, class Write>
std::size_t length_of(const Write& write) {
  byte_count count;
  message<byte_count, Field> counted(count);
  write(counted);
  return count.size;
}

/// Adds the message that `write(message<…, Inner>&)` makes. Its length comes before it: so it is made twice, the first
/// time only to be counted, and nothing that was written is moved.
template <class Inner, class Buffer, class Field, class Write>
void add_message(message<Buffer, Field>& outer, Field field, const Write& write) {
  constexpr auto wire_type = static_cast<std::uint32_t>(protozero::pbf_wire_type::length_delimited);
  auto& buffer = outer.buffer();
  const auto length = length_of<Inner>(write);
  protozero::add_varint_to_buffer(&buffer, static_cast<std::uint32_t>(field) << 3U | wire_type);
  protozero::add_varint_to_buffer(&buffer, length);
  if constexpr (std::is_same_v<Buffer, byte_count>) {
    buffer.size += length;
  } else {
    message<Buffer, Inner> inner(buffer);
    write(inner);
  }
}

}  // namespace cputemp::metrics
