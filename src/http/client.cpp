#include <cputemp/http/client.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>

namespace cputemp::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

constexpr std::size_t status_line_begin = 12;  // HTTP-version SP 3DIGIT (RFC 9112 §4)

std::optional<unsigned> status_in(std::string_view line) {
  if (line.size() < status_line_begin || !line.starts_with("HTTP/1.") || line[8] != ' ') return std::nullopt;
  unsigned status = 0;
  for (const char c : line.substr(9, 3)) {
    if (c < '0' || c > '9') return std::nullopt;
    status = 10 * status + static_cast<unsigned>(c - '0');
  }
  return status;
}

/// `to` are the arguments of the stream's connect().
template <class Stream, class... To>
boost::system::result<unsigned, failure> ask(std::string_view where, std::string_view request,
                                             std::chrono::steady_clock::duration timeout, const To&... to) {
  Stream stream;
  stream.expires_after(timeout);
  stream.connect(to...);
  if (!stream) return failure{fmt::format("cannot connect to {}: {}", where, stream.error().message())};
  stream << request << std::flush;
  // No more than that: a peer may send without end.
  std::array<char, status_line_begin> line{};
  stream.read(line.data(), line.size());
  if (!stream && stream.error() != asio::error::eof) {
    return failure{fmt::format("no answer from {}: {}", where, stream.error().message())};
  }
  const auto status = status_in({line.data(), static_cast<std::size_t>(stream.gcount())});
  if (!status) return failure{fmt::format("the answer from {} is not HTTP/1.1", where)};
  return *status;
}

}  // namespace

boost::system::result<unsigned, failure> get_status(const listen_address& address, std::string_view path,
                                                    std::chrono::steady_clock::duration timeout) {
  const auto where = to_text(address);
  const bool is_unix = !address.unix_path.empty();
  const auto host = is_unix || address.is_any() ? std::string("localhost") : where;
  const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", path, host);
  if (is_unix) {
    using local = asio::local::stream_protocol;
    return ask<local::iostream>(where, request, timeout, local::endpoint(address.unix_path));
  }
  // An empty host is loopback, of both families. By default Asio would leave out a family that only loopback has.
  const auto to = address.is_any() ? std::string() : address.host;
  return ask<tcp::iostream>(where, request, timeout, to, address.port, tcp::resolver::flags());
}

}  // namespace cputemp::http
