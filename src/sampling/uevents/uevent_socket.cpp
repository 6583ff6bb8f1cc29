#include "uevents/uevent_socket.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <string_view>

#include "uevents/uevent.hpp"

namespace cputemp::sampling {
namespace {

// More than the kernel's own buffer of 2 KiB (UEVENT_BUFFER_SIZE).
constexpr std::size_t longest_message = 8192;
// The rest of a storm is received later: others share the strand.
constexpr int messages_at_a_time = 256;
// Group 2 carries the messages of udev.
constexpr unsigned kernel_group = 1;

boost::system::error_code last_error() { return {errno, boost::system::generic_category()}; }

}  // namespace

boost::system::result<int> open_uevent_socket() {
  const int opened = ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
  if (opened < 0) return last_error();
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = kernel_group;
  if (::bind(opened, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return opened;
  const auto error = last_error();
  ::close(opened);
  return error;
}

bool receive_announcement(int socket, boost::system::error_code& error) {
  std::array<char, longest_message> buffer;
  bool announced = false;
  for (int i = 0; i < messages_at_a_time; ++i) {
    sockaddr_nl sender{};
    iovec where{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_name = &sender;
    message.msg_namelen = sizeof sender;
    message.msg_iov = &where;
    message.msg_iovlen = 1;
    const auto size = ::recvmsg(socket, &message, MSG_DONTWAIT);
    if (size < 0 && errno == EAGAIN) break;
    if (size < 0 && errno != EINTR && errno != ENOBUFS) {
      error = last_error();
      break;
    }
    if (size < 0)
      announced |= errno == ENOBUFS;  // messages were lost, and any of them may have announced a device
    else if (sender.nl_pid == 0)      // from the kernel: any process can send to this socket
      announced |= announces_device(std::string_view(buffer.data(), static_cast<std::size_t>(size)));
  }
  return announced;
}

}  // namespace cputemp::sampling
