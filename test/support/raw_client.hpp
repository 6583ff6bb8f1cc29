#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace cputemp::http::test {

/// A client that sends exactly the octets it is told to. No wait of its own lasts longer than five seconds.
class raw_client {
 public:
  /// `:port`, `host:port`, `[v6]:port` or `unix:/path`, as the server gives it. Throws where nobody listens.
  explicit raw_client(const std::string& address, int receive_buffer = 0);
  raw_client(raw_client&& other) noexcept;
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;
  ~raw_client();

  /// Whether the kernel took all of it.
  bool send(std::string_view octets) const;
  void end_sending() const;
  /// Closes with a reset.
  void reset();

  /// One whole response by its Content-Length; what there is, where the connection ends or stalls first.
  std::string response(bool to_head = false);
  /// Everything until the server closes; then ended() tells whether it did.
  std::string everything();
  bool ended() const { return ended_; }
  /// Waits for the end of the connection, reading and dropping what comes.
  bool is_closed_within(std::chrono::milliseconds limit);
  /// Reads and drops at most that many octets, or 64 KiB, without allocating; how many there were.
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
std::string answers_to(const std::string& address, std::string_view octets);

/// How many responses there are in the octets a server sent.
std::size_t count_responses(std::string_view octets);

/// The status line's number; 0 without one.
unsigned status_of(std::string_view response);

}  // namespace cputemp::http::test
