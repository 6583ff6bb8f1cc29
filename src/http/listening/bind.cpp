#include "listening/bind.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <fmt/format.h>

#include <netinet/in.h>

#include <optional>
#include <utility>

namespace cputemp::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

std::string_view hint(const error_code& error, bool is_unix) {
  switch (error.value()) {
    case EADDRINUSE:
      return "; stop the program that listens there, or choose another address";
    case EACCES:
      return is_unix ? "; choose a directory that this user may write to" : "; choose a port from 1024 on";
    case EADDRNOTAVAIL:
      return "; choose an address of this host, or leave the host out to listen on all of them";
    case ENOTSOCK:
      return "; the path is not a socket: choose another one";
    case ENOENT:
      return is_unix ? "; create the directory first" : "";
    default:
      return {};
  }
}

failure cannot_listen(const listen_address& where, const error_code& error) {
  const bool is_unix = !where.unix_path.empty();
  return {fmt::format("cannot listen on {}: {}{}", to_text(where), error.message(), hint(error, is_unix))};
}

failure cannot_resolve(const listen_address& where, const error_code& error) {
  return {fmt::format("cannot listen on {}: cannot resolve '{}': {}; expected an address or a name of this host",
                      to_text(where), where.host, error.message())};
}

std::string port_of(const acceptor& socket) {
  error_code ignored;
  const auto local = socket.local_endpoint(ignored);
  // sin_port and sin6_port have the same offset.
  const auto* const data = static_cast<const void*>(local.data());
  return fmt::to_string(ntohs(static_cast<const sockaddr_in*>(data)->sin_port));
}

/// The options of one attempt.
struct attempt {
  asio::generic::stream_protocol::endpoint at;
  std::optional<bool> v6_only;
  bool reuse_address = true;
};

error_code try_to_listen(acceptor& socket, const attempt& how) {
  error_code error;
  socket.open(how.at.protocol(), error);
  if (!error && how.reuse_address) socket.set_option(asio::socket_base::reuse_address(true), error);
  if (!error && how.v6_only) socket.set_option(asio::ip::v6_only(*how.v6_only), error);
  if (!error) socket.bind(how.at, error);
  if (!error) socket.listen(asio::socket_base::max_listen_connections, error);
  if (!error) socket.non_blocking(true, error);
  if (error) {
    error_code ignored;
    socket.close(ignored);
  }
  return error;
}

boost::system::result<tcp::endpoint, error_code> resolve(asio::io_context& context, const listen_address& address) {
  error_code error;
  tcp::resolver resolver(context);
  const auto found = resolver.resolve(address.host, address.port, tcp::resolver::passive, error);
  if (error) return error;
  for (const auto& each : found) {
    if (each.endpoint().protocol() == tcp::v4()) return each.endpoint();
  }
  return found.begin()->endpoint();
}

boost::system::result<bound, failure> bind_to_any(asio::io_context& context, const listen_address& address) {
  const auto port = static_cast<unsigned short>(std::stoul(address.port));
  acceptor socket(context);
  auto error = try_to_listen(socket, {tcp::endpoint(tcp::v6(), port), address.v6_only});
  // A kernel without IPv6, or with it disabled.
  const bool has_no_v6 = error == asio::error::address_family_not_supported || error.value() == EADDRNOTAVAIL;
  if (has_no_v6 && !address.v6_only) {
    error = try_to_listen(socket, {tcp::endpoint(tcp::v4(), port), std::nullopt});
  }
  if (error) return cannot_listen(address, error);
  auto text = to_text({address.host, port_of(socket)});
  return bound{std::move(socket), std::move(text), {}};
}

boost::system::result<bound, failure> bind_to_host(asio::io_context& context, const listen_address& address) {
  const auto resolved = resolve(context, address);
  if (resolved.has_error()) return cannot_resolve(address, resolved.error());
  acceptor socket(context);
  const bool is_v6 = resolved->protocol() == tcp::v6();
  const auto error = try_to_listen(socket, {*resolved, is_v6 ? std::optional(true) : std::nullopt});
  if (error) return cannot_listen(address, error);
  auto text = to_text({resolved->address().to_string(), port_of(socket)});
  return bound{std::move(socket), std::move(text), {}};
}

boost::system::result<bound, failure> bind_to_path(asio::io_context& context, const listen_address& address) {
  acceptor socket(context);
  auto error = remove_stale_socket(address.unix_path);
  if (!error) {
    error = try_to_listen(socket, {asio::local::stream_protocol::endpoint(address.unix_path), std::nullopt, false});
  }
  if (error) return cannot_listen(address, error);
  return bound{std::move(socket), to_text(address), unix_path(address.unix_path)};
}

}  // namespace

boost::system::result<bound, failure> bind_to(asio::io_context& context, const listen_address& address) {
  if (!address.unix_path.empty()) return bind_to_path(context, address);
  if (address.is_any()) return bind_to_any(context, address);
  return bind_to_host(context, address);
}

}  // namespace cputemp::http
