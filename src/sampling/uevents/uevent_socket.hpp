#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace cputemp::sampling {

/// Opens a socket on which the kernel announces devices (netlink(7), NETLINK_KOBJECT_UEVENT); the caller closes it.
/// Needs no privileges, but a network namespace that gets the messages: the host's, or one of its user namespace.
boost::system::result<int> open_uevent_socket();

/// Receives the messages that are queued, without waiting for more. Returns true if one of them announces a device, or
/// if some were lost. Ignores messages from other processes. Sets `error` if nothing can be received from the socket
/// any more.
bool receive_announcement(int socket, boost::system::error_code& error);

}  // namespace cputemp::sampling
