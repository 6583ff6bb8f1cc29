#include <cputemp/http/gzip.hpp>

#include <zlib.h>

#include <limits>
#include <new>
#include <stdexcept>

namespace cputemp::http {
namespace {

// Of a megabyte of exposition level 1 leaves 9.6 to 10.5 %, 2 leaves 8.9 to 10.1 % in the same time (3 ms), 4 takes 1.6
// times as long for 8.2 to 9.1 %, and 6, the default, 3 times for 6.9 to 8.3 %.
constexpr int level = 2;

// Asks for the wrapper of RFC 1952, and the largest window.
constexpr int window_bits = 15 + 16;
constexpr int memory_level = 8;  // zlib's default

struct deflater {
  deflater() {
    // The only way to fail with these arguments.
    if (deflateInit2(&stream, level, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~deflater() { deflateEnd(&stream); }
  deflater(const deflater&) = delete;
  deflater& operator=(const deflater&) = delete;

  z_stream stream{};
};

}  // namespace

std::string gzip(std::string_view content) {
  deflater once;
  auto& stream = once.stream;
  std::string coded(deflateBound(&stream, content.size()), '\0');
  if (coded.size() > std::numeric_limits<uInt>::max()) throw std::length_error("gzip: the content is too long");
  // zlib does not write to what it reads, whatever the type says.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<uInt>(coded.size());
  // With as much room as deflateBound() says it comes to its end at once.
  deflate(&stream, Z_FINISH);
  coded.resize(stream.total_out);
  return coded;
}

}  // namespace cputemp::http
