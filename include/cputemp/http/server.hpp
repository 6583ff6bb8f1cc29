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

/// A handler's result: a response, or an awaitable that yields one.
using answering = std::variant<response, boost::asio::awaitable<response>>;

/// Answers GET on one path; HEAD, 404 and 405 follow from the table. Runs on the I/O thread of its connection. An
/// exception is answered with 500, ends the connection and is reported.
struct endpoint {
  std::string path;
  std::function<answering(const request&)> answer;
};

/// An endpoint that answers at once with a text that is made for each request, and compressed if the client prefers
/// gzip. `content_type` outlives it.
endpoint text_endpoint(std::string path, std::string_view content_type, std::function<std::string()> text);

/// In both connection limits 0 means no limit.
struct server_settings {
  std::chrono::steady_clock::duration header_timeout = std::chrono::seconds(5);
  std::chrono::steady_clock::duration idle_timeout = std::chrono::minutes(5);
  std::chrono::steady_clock::duration write_timeout = std::chrono::seconds(10);
  std::size_t max_connections = 1024;
  std::size_t max_connections_per_address = 64;
};

/// Called on any I/O thread, possibly on several at once; must not block or throw.
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
  /// Accepting failed (no descriptors or no memory, say) and pauses; then it works again. Once per episode each.
  virtual void accept_failing(const boost::system::error_code&) noexcept = 0;
  virtual void accept_recovered() noexcept = 0;
  /// An exception ended a connection: a defect of a handler, or there was no memory.
  virtual void handler_failed(std::string_view what) noexcept = 0;
};

/// An HTTP/1.1 server on Asio. One listener distributes the connections among the workers in turn; a connection then
/// stays on its worker's io_context (one thread each).
class server {
 public:
  /// The io_contexts, the observer and all that the endpoints use must outlive the server. `workers` is not empty; the
  /// listener runs on its first. From here until drain() none of them runs out of work. Unless they have run out of it
  /// by then, the first must also be destroyed first: it holds the listener, which refers to the others.
  server(std::span<boost::asio::io_context* const> workers, server_settings, std::vector<endpoint>, server_observer&);

  /// The same with one worker and without an observer.
  server(boost::asio::io_context& worker, std::vector<endpoint>, server_settings = {});

  /// Stops at once, from any thread, while the io_contexts may run: waits for the calls to endpoints and observer that
  /// are under way, and makes none any more. The io_contexts then close the listeners and the connections. An awaitable
  /// that an endpoint has returned may still be running: it must own what it uses, or else wait for drained() first.
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Binds and listens; before start(). Returns the bound address as text, with the port that the kernel chose if it
  /// was 0. Replaces a stale unix socket, at which no program listens.
  boost::system::result<std::string, failure> listen(const listen_address&);

  /// Starts accepting. Once.
  void start();

  /// Stops accepting, removes its unix sockets, closes idle connections, lets running answers finish with
  /// `Connection: close`. When the last connection has ended nothing of the server is left on the io_contexts. From any
  /// thread; once.
  void drain();

  /// Waits for that: from then on no endpoint and no observer is called. It may be awaited on any io_context, before or
  /// after drain(), and more than once.
  boost::asio::awaitable<void> drained();

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace cputemp::http
