// The least that can serve a scrape: one thread, epoll, and one buffer that holds a whole answer.
//
//     floor_server BYTES
//
// listens on a port of 127.0.0.1 that the kernel chooses, prints it, and answers all that ends with an empty line with
// so many bytes, header included. It does not parse and has neither deadlines nor limits.

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

struct connection {
  std::array<char, 4096> received{};
  std::size_t received_size = 0;
  std::size_t unsent = 0;  ///< of the answer
};

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

std::string answer_of(std::size_t size) {
  // The length is written as wide for any body, so that the size of the head does not depend on it.
  const auto head = [](std::size_t body) {
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {:016}\r\n\r\n", body);
  };
  const auto head_size = head(0).size();
  if (size < head_size) throw std::invalid_argument("an answer takes more bytes than that");
  return head(size - head_size) + std::string(size - head_size, 'x');
}

int listen_on_any_port() {
  const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);  // NOLINT: as bind(2) has it
  checked(::bind(listener, any, size), "bind");
  checked(::listen(listener, SOMAXCONN), "listen");
  checked(::getsockname(listener, any, &size), "getsockname");
  std::cout << ntohs(address.sin_port) << std::endl;
  return listener;
}

class server {
 public:
  explicit server(std::size_t size)
      : answer_(answer_of(size)),
        listener_(listen_on_any_port()),
        epoll_(checked(::epoll_create1(0), "epoll_create1")) {
    watch(EPOLL_CTL_ADD, listener_, EPOLLIN);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 64> events{};
    for (;;) {
      const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < count; ++i) {
        const int ready = events[static_cast<std::size_t>(i)].data.fd;
        if (ready == listener_)
          accept();
        else if (!advance(ready, *connections_[static_cast<std::size_t>(ready)]))
          ::close(ready);
      }
    }
  }

 private:
  void watch(int operation, int descriptor, std::uint32_t for_what) const {
    epoll_event event{};
    event.events = for_what;
    event.data.fd = descriptor;
    checked(::epoll_ctl(epoll_, operation, descriptor, &event), "epoll_ctl");
  }

  void accept() {
    const int descriptor = checked(::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC), "accept4");
    const int on = 1;
    checked(::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
    const auto place = static_cast<std::size_t>(descriptor);
    if (connections_.size() <= place) connections_.resize(place + 1);
    connections_[place] = std::make_unique<connection>();
    watch(EPOLL_CTL_ADD, descriptor, EPOLLIN);
  }

  /// Returns whether the connection goes on.
  bool advance(int descriptor, connection& at) const {
    if (at.unsent > 0) return send(descriptor, at);
    const auto count = ::recv(descriptor, &at.received[at.received_size], at.received.size() - at.received_size, 0);
    if (count <= 0) return false;
    at.received_size += static_cast<std::size_t>(count);
    if (!std::string_view(at.received.data(), at.received_size).ends_with("\r\n\r\n"))
      return at.received_size < at.received.size();
    at.received_size = 0;
    at.unsent = answer_.size();
    return send(descriptor, at);
  }

  bool send(int descriptor, connection& at) const {
    const bool waited = at.unsent < answer_.size();
    const auto count = ::send(descriptor, &answer_[answer_.size() - at.unsent], at.unsent, MSG_NOSIGNAL);
    if (count < 0) return false;
    at.unsent -= static_cast<std::size_t>(count);
    const bool waits = at.unsent > 0;
    if (waited != waits) watch(EPOLL_CTL_MOD, descriptor, waits ? EPOLLOUT : EPOLLIN);
    return true;
  }

  const std::string answer_;
  const int listener_;
  const int epoll_;
  std::vector<std::unique_ptr<connection>> connections_;  ///< by descriptor
};

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 2) throw std::invalid_argument("usage: floor_server BYTES");
    server(std::stoul(arguments[1])).run();
  } catch (const std::exception& error) {
    std::cerr << "floor_server: " << error.what() << '\n';
    return 1;
  }
}
