#include "uevents/uevent.hpp"

#include "uevents/uevent_listener.hpp"
#include "uevents/uevent_socket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <linux/netlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

using namespace cputemp::sampling;
using namespace std::string_literals;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Makes a message as lib/kobject_uevent.c does.
std::string message(const std::string& action, const std::string& subsystem) {
  return action + "@/devices/x" + "\0ACTION="s + action + "\0DEVPATH=/devices/x\0SUBSYSTEM="s + subsystem +
         "\0SEQNUM=4711\0"s;
}

struct socket_pair {
  socket_pair() {
    BOOST_TEST_REQUIRE(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) == 0);
  }
  ~socket_pair() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  socket_pair(const socket_pair&) = delete;
  socket_pair& operator=(const socket_pair&) = delete;
  void send(const std::string& text) const {
    BOOST_TEST_REQUIRE(::send(ends[1], text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
  }
  std::array<int, 2> ends{};
};

bool announced(int socket) {
  boost::system::error_code error;
  const bool result = receive_announcement(socket, error);
  BOOST_TEST(!error);
  return result;
}

/// Sends to a netlink socket as a process other than the kernel.
bool send_to(int listening, const std::string& text) {
  sockaddr_nl address{};
  socklen_t size = sizeof address;
  ::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size);
  address.nl_groups = 0;
  const int liar = ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
  const auto sent =
      ::sendto(liar, text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::close(liar);
  return sent >= 0;
}

/// Makes the kernel announce an action on a processor.
bool make_kernel_announce(const std::string& action) {
  std::ofstream file("/sys/devices/system/cpu/cpu0/uevent");
  file << action << std::flush;
  return file.good();
}

/// Root may do that if /sys is the host's and writable.
boost::test_tools::assertion_result kernel_announces(boost::unit_test::test_unit_id) {
  return make_kernel_announce("change");
}

boost::test_tools::assertion_result may_send(boost::unit_test::test_unit_id) {
  const auto listening = open_uevent_socket();
  if (!listening) return false;
  const bool sent = send_to(*listening, "x");
  ::close(*listening);
  return sent;  // needs CAP_NET_ADMIN
}

}  // namespace

BOOST_AUTO_TEST_SUITE(uevent_suite)

BOOST_AUTO_TEST_CASE(devices_that_come_and_go_are_announced_and_nothing_else_is) {
  struct row {
    std::string_view subsystem;
    std::string_view action;
    bool announces;
  };
  for (const auto& [subsystem, action, announces] : {row{"hwmon", "add", true},
                                                     {"hwmon", "remove", true},
                                                     {"hwmon", "change", false},  // an alarm
                                                     {"thermal", "add", true},
                                                     {"thermal", "remove", true},
                                                     {"thermal", "change", false},  // a trip point
                                                     {"cpu", "online", true},
                                                     {"cpu", "offline", true},
                                                     {"cpu", "add", true},
                                                     {"cpu", "remove", true},
                                                     {"cpu", "change", false},
                                                     {"block", "add", false},
                                                     {"hwmon2", "add", false},
                                                     {"hwmon", "added", false},
                                                     {"", "", false}})
    BOOST_TEST(announces_device(message(std::string(action), std::string(subsystem))) == announces,
               subsystem << ' ' << action);
}

BOOST_AUTO_TEST_CASE(other_text_than_a_kernel_message_announces_nothing) {
  for (const auto& text : {""s, "\0"s, "\0\0\0"s, "add@/x"s, "ACTION=add"s, "ACTION=add\0SUBSYSTEM=hwmo"s,
                           "libudev\0\xfe\xed\xca\xfe"s, "XACTION=add\0SUBSYSTEM=hwmon"s, std::string(8192, 'A')})
    BOOST_TEST(!announces_device(text));
  BOOST_TEST(announces_device("SUBSYSTEM=hwmon\0ACTION=add"s));  // in any order, and without a last NUL
}

BOOST_AUTO_TEST_CASE(all_waiting_messages_are_received_and_one_that_announces_is_enough) {
  const socket_pair pair;
  BOOST_TEST(!announced(pair.ends[0]));
  pair.send(message("add", "block"));
  pair.send(message("change", "hwmon"));
  BOOST_TEST(!announced(pair.ends[0]));
  pair.send(message("add", "block"));
  pair.send(message("add", "hwmon"));
  pair.send(message("add", "block"));
  BOOST_TEST(announced(pair.ends[0]));
  BOOST_TEST(!announced(pair.ends[0]));
}

BOOST_AUTO_TEST_CASE(a_socket_that_can_not_be_received_from_is_an_error) {
  boost::system::error_code error;
  BOOST_TEST(!receive_announcement(-1, error));
  BOOST_TEST(error == boost::system::errc::bad_file_descriptor);
}

BOOST_AUTO_TEST_CASE(the_listener_calls_once_for_messages_that_came_together_and_ends_when_the_socket_is_closed) {
  const socket_pair pair;
  asio::io_context context;
  asio::posix::stream_descriptor socket(context, ::dup(pair.ends[0]));
  int heard = 0;
  std::optional<boost::system::error_code> ended;
  asio::co_spawn(context, hear_devices(socket, [&heard] { ++heard; }),
                 [&](std::exception_ptr, boost::system::error_code error) { ended = error; });
  context.run_for(20ms);
  BOOST_TEST(heard == 0);
  pair.send(message("remove", "hwmon"));
  pair.send(message("remove", "thermal"));
  context.run_for(50ms);
  BOOST_TEST(heard == 1);
  pair.send(message("add", "net"));
  context.run_for(50ms);
  BOOST_TEST(heard == 1);
  pair.send(message("add", "hwmon"));
  context.run_for(50ms);
  BOOST_TEST(heard == 2);
  BOOST_TEST(!ended.has_value());
  socket.close();
  context.run_for(50ms);
  BOOST_TEST_REQUIRE(ended.has_value());
  BOOST_TEST((*ended == asio::error::operation_aborted));
}

BOOST_AUTO_TEST_CASE(messages_of_other_processes_are_ignored, *boost::unit_test::precondition(may_send)) {
  const auto listening = open_uevent_socket();
  BOOST_TEST_REQUIRE(listening.has_value());
  BOOST_TEST(send_to(*listening, message("add", "hwmon")));
  boost::system::error_code error;
  for (int i = 0; i < 20; ++i) BOOST_TEST(!receive_announcement(*listening, error));
  ::close(*listening);
}

BOOST_AUTO_TEST_CASE(messages_that_were_lost_may_have_announced_a_device,
                     *boost::unit_test::precondition(kernel_announces)) {
  const auto listening = open_uevent_socket();
  BOOST_TEST_REQUIRE(listening.has_value());
  const int smallest = 1;
  ::setsockopt(*listening, SOL_SOCKET, SO_RCVBUF, &smallest, sizeof smallest);
  make_kernel_announce("change");
  BOOST_TEST(!announced(*listening));
  for (int i = 0; i < 100; ++i) make_kernel_announce("change");
  BOOST_TEST(announced(*listening));
  BOOST_TEST(!announced(*listening));
  ::close(*listening);
}

BOOST_AUTO_TEST_SUITE_END()
