#pragma once

#include <cputemp/http/listen_address.hpp>
#include <cputemp/http/message.hpp>

#include <boost/system/result.hpp>

#include <chrono>
#include <string_view>

/// For this program's own health check, and not installed: there is no promise about it to others.
namespace cputemp::http {

/// Sends GET for `path` and returns the status code. Blocks for `timeout` at most, plus the look-up of a host name. The
/// error says where it failed.
boost::system::result<unsigned, failure> get_status(const listen_address&, std::string_view path,
                                                    std::chrono::steady_clock::duration timeout);

}  // namespace cputemp::http
