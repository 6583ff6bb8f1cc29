#include "log/log_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

using namespace cputemp::app;
using namespace std::chrono_literals;

namespace {

/// Both ends of a pipe or a socket: [0] is read, [1] is written.
struct channel {
  enum class kind : unsigned char { pipe, stream, seqpacket };

  explicit channel(kind k) {
    if (k == kind::pipe)
      BOOST_TEST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    else
      BOOST_TEST_REQUIRE(::socketpair(AF_UNIX, k == kind::stream ? SOCK_STREAM : SOCK_SEQPACKET, 0, ends.data()) == 0);
  }
  ~channel() {
    for (const int end : ends) ::close(end);
  }
  channel(const channel&) = delete;
  channel& operator=(const channel&) = delete;

  /// All that comes until nothing came for a while.
  std::string read_all() const {
    std::string text;
    for (pollfd readable{.fd = ends[0], .events = POLLIN, .revents = 0}; ::poll(&readable, 1, 300) > 0;) {
      std::array<char, 65536> buffer;
      const auto count = ::read(ends[0], buffer.data(), buffer.size());
      if (count <= 0) break;
      text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return text;
  }

  std::array<int, 2> ends{};
};

std::string dropped_line(std::uint64_t count) { return "dropped " + std::to_string(count) + "\n"; }

constexpr auto kinds = {channel::kind::pipe, channel::kind::stream, channel::kind::seqpacket};

std::size_t count_of(std::string_view text, std::string_view line) {
  std::size_t count = 0;
  for (auto at = text.find(line); at != std::string_view::npos; at = text.find(line, at + 1)) ++count;
  return count;
}

/// The sum over all lines about dropped ones.
std::uint64_t reported_in(std::string_view text) {
  constexpr std::string_view beginning = "dropped ";
  std::uint64_t sum = 0;
  for (auto at = text.find(beginning); at != std::string_view::npos; at = text.find(beginning, at + 1))
    sum += std::stoull(std::string(text.substr(at + beginning.size(), 20)));
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_queue_suite)

BOOST_AUTO_TEST_CASE(lines_are_written_in_order) {
  for (const auto kind : kinds) {
    const channel to(kind);
    log_queue queue(to.ends[1], dropped_line);
    std::string expected;
    for (int i = 0; i < 100; ++i) {
      const auto line = "line " + std::to_string(i) + '\n';
      queue.write(line);
      expected += line;
    }
    BOOST_TEST(queue.flush(10s));
    BOOST_TEST(to.read_all() == expected);
    BOOST_TEST(queue.dropped() == 0u);
  }
}

BOOST_AUTO_TEST_CASE(a_reader_that_stopped_reading_stops_nobody_and_hears_how_many_lines_it_missed) {
  const std::string line = std::string(120, 'x') + '\n';
  constexpr std::size_t lines = 20'000;  // 2.4 MB
  for (const auto kind : kinds) {
    const channel to(kind);
    log_queue queue(to.ends[1], dropped_line);
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < lines; ++i) queue.write(line);
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 5s));
    BOOST_TEST(!queue.flush(10ms));
    const auto dropped = queue.dropped();
    BOOST_TEST(dropped > 0u);
    const auto text = to.read_all();
    BOOST_TEST(queue.flush(10s));
    BOOST_TEST(queue.dropped() == dropped);
    BOOST_TEST(count_of(text, line) == lines - dropped);
    BOOST_TEST(reported_in(text) == dropped);
  }
}

BOOST_AUTO_TEST_CASE(a_descriptor_that_another_process_made_non_blocking_loses_nothing) {
  const channel to(channel::kind::pipe);
  ::fcntl(to.ends[1], F_SETFL, O_NONBLOCK);
  ::fcntl(to.ends[1], F_SETPIPE_SZ, 4096);
  const std::string line = std::string(99, 'x') + '\n';
  log_queue queue(to.ends[1], dropped_line);
  for (int i = 0; i < 500; ++i) queue.write(line);
  BOOST_TEST(to.read_all().size() == 500 * line.size());
  BOOST_TEST(queue.dropped() == 0u);
}

BOOST_AUTO_TEST_CASE(lines_without_a_reader_are_counted) {
  std::signal(SIGPIPE, SIG_IGN);
  channel to(channel::kind::pipe);
  ::close(to.ends[0]);
  to.ends[0] = ::open("/dev/null", O_RDONLY);
  log_queue queue(to.ends[1], dropped_line);
  for (int i = 0; i < 10; ++i) queue.write("lost\n");
  BOOST_TEST(queue.flush(10s));
  BOOST_TEST(queue.dropped() == 10u);
}

BOOST_AUTO_TEST_CASE(the_end_waits_for_the_reader_a_second_at_most) {
  const channel to(channel::kind::pipe);
  const auto begin = std::chrono::steady_clock::now();
  {
    log_queue queue(to.ends[1], dropped_line);
    const std::string line = std::string(999, 'x') + '\n';
    for (int i = 0; i < 200; ++i) queue.write(line);
  }
  const auto taken = std::chrono::steady_clock::now() - begin;
  BOOST_TEST((taken >= 1s));
  BOOST_TEST((taken < 5s));
  to.read_all();  // the thread that was left behind ends
  {
    log_queue queue(to.ends[1], dropped_line);
    queue.write("last words\n");
  }
  BOOST_TEST(to.read_all() == "last words\n");
}

BOOST_AUTO_TEST_SUITE_END()
