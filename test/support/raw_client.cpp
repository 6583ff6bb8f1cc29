#include "support/raw_client.hpp"

#include <cputemp/http/listen_address.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace cputemp::http::test {
namespace {

int connected(int family, const void* address, socklen_t length, int receive_buffer) {
  const int made = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) throw std::runtime_error("socket");
  if (receive_buffer != 0) ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
  const timeval patience{5, 0};
  ::setsockopt(made, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  if (::connect(made, static_cast<const sockaddr*>(address), length) != 0) {
    const std::string reason = std::strerror(errno);
    ::close(made);
    throw std::runtime_error("connect: " + reason);
  }
  return made;
}

int connected(const listen_address& to, int receive_buffer) {
  if (!to.unix_path.empty()) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, to.unix_path.data(), to.unix_path.size());
    return connected(AF_UNIX, &address, sizeof(address), receive_buffer);
  }
  const auto port = htons(static_cast<std::uint16_t>(std::stoi(to.port)));
  if (to.host.find(':') != std::string::npos) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = port;
    ::inet_pton(AF_INET6, to.host.c_str(), &address.sin6_addr);
    return connected(AF_INET6, &address, sizeof(address), receive_buffer);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = port;
  ::inet_pton(AF_INET, to.host.empty() ? "127.0.0.1" : to.host.c_str(), &address.sin_addr);
  return connected(AF_INET, &address, sizeof(address), receive_buffer);
}

}  // namespace

raw_client::raw_client(const std::string& address, int receive_buffer)
    : socket_(connected(*parse_listen_address(address), receive_buffer)) {}

raw_client::raw_client(raw_client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), unread_(std::move(other.unread_)), ended_(other.ended_) {}

raw_client::~raw_client() {
  if (socket_ >= 0) ::close(socket_);
}

bool raw_client::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void raw_client::end_sending() const { ::shutdown(socket_, SHUT_WR); }

void raw_client::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  ::close(std::exchange(socket_, -1));
}

bool raw_client::receive(std::chrono::milliseconds limit) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(limit.count())) <= 0) return false;
  std::array<char, 65536> buffer;
  const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (count > 0) unread_.append(buffer.data(), static_cast<std::size_t>(count));
  ended_ = count <= 0;
  return count > 0;
}

std::string raw_client::response(bool to_head) {
  std::size_t wanted = std::string::npos;
  while (unread_.size() < wanted) {
    const auto end = unread_.find("\r\n\r\n");
    if (end != std::string::npos && wanted == std::string::npos) {
      const auto length = unread_.find("Content-Length: ");
      wanted = end + 4;
      if (!to_head && length < end) wanted += std::strtoul(&unread_[length + 16], nullptr, 10);
    } else if (!receive()) {
      return std::exchange(unread_, {});
    }
  }
  auto result = unread_.substr(0, wanted);
  unread_.erase(0, wanted);
  return result;
}

std::string raw_client::everything() {
  while (receive()) {
  }
  return std::exchange(unread_, {});
}

bool raw_client::is_closed_within(std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!ended_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    receive(left);
    unread_.clear();
  }
  return true;
}

std::size_t raw_client::discard(std::size_t most) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, 5000) <= 0) return 0;
  std::array<char, 65536> buffer;
  const auto count = ::recv(socket_, buffer.data(), std::min(most, buffer.size()), 0);
  ended_ = count <= 0;
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

std::string without_date(std::string response) {
  for (auto at = response.find("Date: "); at != std::string::npos; at = response.find("Date: ", at + 1)) {
    response.replace(at + 6, response.find('\r', at) - at - 6, "<date>");
  }
  return response;
}

std::string answers_to(const std::string& address, std::string_view bytes) {
  raw_client client(address);
  client.send(bytes);
  auto answer = client.everything();
  return client.ended() ? answer : answer + "<left open>";
}

std::size_t count_responses(std::string_view bytes) {
  std::size_t count = 0;
  for (auto at = bytes.find("HTTP/1.1 "); at != std::string_view::npos; at = bytes.find("HTTP/1.1 ", at + 1)) {
    if (status_of(bytes.substr(at)) != 0) ++count;
  }
  return count;
}

unsigned status_of(std::string_view response) {
  if (!response.starts_with("HTTP/1.1 ")) return 0;
  return static_cast<unsigned>(std::strtoul(std::string(response.substr(9, 3)).c_str(), nullptr, 10));
}

}  // namespace cputemp::http::test
