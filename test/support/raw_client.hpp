#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace cputemp::http::test {

/// A client that sends exactly the bytes that it is given. No wait of its own lasts longer than five seconds.
class raw_client {
 public:
  /// `:port`, `host:port`, `[v6]:port` or `unix:/path`, as the server gives it. Throws if no program listens there.
  explicit raw_client(const std::string& address, int receive_buffer = 0);
  raw_client(raw_client&& other) noexcept;
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;
  ~raw_client();

  /// Returns whether the kernel took all of it.
  bool send(std::string_view bytes) const;
  void end_sending() const;
  /// Closes with a reset.
  void reset();

  /// Returns one whole response by its Content-Length, or the part of it that arrives before the connection ends or
  /// stalls.
  std::string response(bool to_head = false);
  /// Returns all bytes until the server closes; ended() says whether it did.
  std::string everything();
  bool ended() const { return ended_; }
  /// Waits for the end of the connection, reading and dropping what comes.
  bool is_closed_within(std::chrono::milliseconds limit);
  /// Reads and drops at most that many bytes, or 64 KiB, without allocating. Returns how many there were.
  std::size_t discard(std::size_t most);

 private:
  bool receive(std::chrono::milliseconds limit = std::chrono::seconds(5));

  int socket_ = -1;
  std::string unread_;
  bool ended_ = false;
};

/// The response with its date replaced by `<date>`, so that whole responses can be compared.
std::string without_date(std::string response);

/// Sends to a new connection and collects all that comes back until the server closes.
std::string answers_to(const std::string& address, std::string_view bytes);

/// Returns how many responses there are in the bytes that a server sent.
std::size_t count_responses(std::string_view bytes);

/// The status line's number; 0 without one.
unsigned status_of(std::string_view response);

}  // namespace cputemp::http::test
