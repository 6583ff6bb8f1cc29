#pragma once

#include <cputemp/http/listen_address.hpp>
#include <cputemp/http/message.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cputemp::http {

/// What a handler gives: the answer where it is at hand, or else what has to be waited for.
using answering = std::variant<response, boost::asio::awaitable<response>>;

/// Answers GET on one path; HEAD, 404 and 405 follow from the table. Runs on the I/O thread of its connection. An
/// exception ends that connection and is reported.
struct endpoint {
  std::string path;
  std::function<answering(const request&)> answer;
};

/// An endpoint that answers at once with a text that is made for each request, and compressed where the client takes
/// gzip. `content_type` outlives it.
endpoint text_endpoint(std::string path, std::string_view content_type, std::function<std::string()> text);

/// 0 is no limit in both connection limits.
struct server_settings {
  std::chrono::steady_clock::duration header_timeout = std::chrono::seconds(5);
  std::chrono::steady_clock::duration idle_timeout = std::chrono::minutes(5);
  std::chrono::steady_clock::duration write_timeout = std::chrono::seconds(10);
  std::size_t max_connections = 1024;
  std::size_t max_connections_per_address = 64;
};

/// Told what happens, from any I/O thread, possibly from several at once; must not block or throw.
class server_observer {
 public:
  static constexpr std::size_t no_endpoint = static_cast<std::size_t>(-1);
  virtual ~server_observer() = default;
  /// `endpoint` is an index into the table or no_endpoint; `taken` from the complete header to the last byte handed to
  /// the kernel.
  virtual void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept = 0;
  virtual void connection_opened() noexcept = 0;
  virtual void connection_closed() noexcept = 0;
  /// Turned away with 503, or closed to make room.
  virtual void connection_rejected() noexcept = 0;
  /// Accepting failed (descriptors exhausted, say) and pauses; then it works again. Once per episode each.
  virtual void accept_failing(const boost::system::error_code&) noexcept = 0;
  virtual void accept_recovered() noexcept = 0;
  /// A handler threw: a defect of this program; its connection was closed.
  virtual void handler_failed(std::string_view what) noexcept = 0;
};

/// An HTTP/1.1 server on Asio and Beast. One listener deals the connections out to the workers in turn;
/// a connection then stays on its worker's io_context (one thread each).
class server {
 public:
  /// All references outlive the server. `workers` is not empty; the listener runs on its first. From here until drain()
  /// none of them runs out of work.
  server(std::span<boost::asio::io_context* const> workers, server_settings, std::vector<endpoint>, server_observer&);

  /// The same with one worker, and with nobody who is told what happens there.
  server(boost::asio::io_context& worker, std::vector<endpoint>, server_settings = {});

  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Binds and listens; before start(). On success the bound address as text, with the port that
  /// the kernel chose where it was 0. A stale unix socket, at which nobody listens, is replaced.
  boost::system::result<std::string, failure> listen(const listen_address&);

  /// Takes over a socket that listens already (systemd's LISTEN_FDS); else as listen(). Owns the descriptor from now
  /// on, but leaves a unix socket's path to whoever made it.
  boost::system::result<std::string, failure> adopt(int descriptor);

  /// Begins to accept. Once.
  void start();

  /// Stops accepting, removes its unix sockets, wakes idle connections, lets running answers finish with
  /// `Connection: close`. When the last connection has ended nothing of the server is left on the io_contexts. On the
  /// first worker's thread, or by post().
  void drain();

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace cputemp::http
