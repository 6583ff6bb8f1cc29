#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace cputemp::sampling {

/// A socket on which the kernel tells of its devices (netlink(7), NETLINK_KOBJECT_UEVENT); the caller is to close it.
/// Needs no rights, but a network namespace that the kernel tells: that of the host, or one of the same user namespace.
boost::system::result<int> open_uevent_socket();

/// Takes the messages that wait, without waiting for more. True where one of them announces a device, or where some
/// were lost. What another process has sent counts for nothing. `error` says why the socket can't be received from any
/// more.
bool receive_announcement(int socket, boost::system::error_code& error);

}  // namespace cputemp::sampling
