#include <cputemp/http/client.hpp>

#include <fmt/format.h>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <system_error>

namespace cputemp::http {
namespace {

using clock = std::chrono::steady_clock;

/// One blocking exchange over POSIX sockets, each wait bounded by what is left until the deadline.
class exchange {
 public:
  explicit exchange(clock::time_point deadline) : deadline_(deadline) {}
  exchange(const exchange&) = delete;
  exchange& operator=(const exchange&) = delete;
  ~exchange() {
    if (socket_ >= 0) ::close(socket_);
  }

  /// 0, or an errno; so with the others.
  int connect(const sockaddr* to, socklen_t length) {
    if (socket_ >= 0) ::close(socket_);
    socket_ = ::socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_ < 0) return errno;
    if (::connect(socket_, to, length) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    if (const int error = wait_for(POLLOUT); error != 0) return error;
    int error = 0;
    socklen_t size = sizeof(error);
    return ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
  }

  int send(std::string_view text) {
    while (!text.empty()) {
      if (const int error = wait_for(POLLOUT); error != 0) return error;
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        text.remove_prefix(static_cast<std::size_t>(sent));
      } else if (errno != EAGAIN && errno != EINTR) {
        return errno;
      }
    }
    return 0;
  }

  /// Until `into` holds `count` octets, or the peer has sent all.
  int receive(std::string& into, std::size_t count) {
    std::array<char, 64> buffer{};
    while (into.size() < count) {
      if (const int error = wait_for(POLLIN); error != 0) return error;
      const auto received = ::recv(socket_, buffer.data(), std::min(buffer.size(), count - into.size()), 0);
      if (received == 0) return 0;
      if (received > 0) {
        into.append(buffer.data(), static_cast<std::size_t>(received));
      } else if (errno != EAGAIN && errno != EINTR) {
        return errno;
      }
    }
    return 0;
  }

 private:
  int wait_for(short events) const {
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock::now()).count();
      if (left <= 0) return ETIMEDOUT;
      pollfd waiting{socket_, events, 0};
      const int ready = ::poll(&waiting, 1, static_cast<int>(left));
      if (ready > 0) return 0;
      if (ready < 0 && errno != EINTR) return errno;
    }
  }

  const clock::time_point deadline_;
  int socket_ = -1;
};

/// A reason, or nothing where it is connected.
std::optional<std::string> connect_unix(exchange& peer, const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return "the path is too long";
  std::memcpy(address.sun_path, path.data(), path.size());
  const auto* const any = static_cast<const void*>(&address);
  const int error = peer.connect(static_cast<const sockaddr*>(any), sizeof(address));
  if (error != 0) return std::generic_category().message(error);
  return std::nullopt;
}

std::optional<std::string> connect_tcp(exchange& peer, const listen_address& address) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  // Without a host and without AI_PASSIVE that is loopback, of both families.
  const int failed =
      ::getaddrinfo(address.host.empty() ? nullptr : address.host.c_str(), address.port.c_str(), &wanted, &found);
  if (failed != 0) return ::gai_strerror(failed);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
  int error = 0;
  for (const auto* each = found; each != nullptr; each = each->ai_next) {
    error = peer.connect(each->ai_addr, each->ai_addrlen);
    if (error == 0) return std::nullopt;
  }
  return std::generic_category().message(error);
}

// status-line = HTTP-version SP 3DIGIT ... (RFC 9112 §4)
std::optional<unsigned> status_in(std::string_view line) {
  if (line.size() < 12 || !line.starts_with("HTTP/1.") || line[8] != ' ') return std::nullopt;
  unsigned status = 0;
  for (const char c : line.substr(9, 3)) {
    if (c < '0' || c > '9') return std::nullopt;
    status = 10 * status + static_cast<unsigned>(c - '0');
  }
  return status;
}

}  // namespace

boost::system::result<unsigned, failure> get_status(const listen_address& address, std::string_view path,
                                                    std::chrono::steady_clock::duration timeout) {
  const auto where = to_text(address);
  exchange peer(clock::now() + timeout);
  const bool is_unix = !address.unix_path.empty();
  if (const auto reason = is_unix ? connect_unix(peer, address.unix_path) : connect_tcp(peer, address)) {
    return failure{fmt::format("cannot connect to {}: {}", where, *reason)};
  }
  const auto host = is_unix || address.host.empty() ? std::string("localhost") : where;
  const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", path, host);
  std::string line;
  int error = peer.send(request);
  if (error == 0) error = peer.receive(line, 12);
  if (error != 0) return failure{fmt::format("no answer from {}: {}", where, std::generic_category().message(error))};
  const auto status = status_in(line);
  if (!status) return failure{fmt::format("no answer of HTTP/1.1 from {}", where)};
  return *status;
}

}  // namespace cputemp::http
