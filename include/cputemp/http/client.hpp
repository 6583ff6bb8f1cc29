#pragma once

#include <cputemp/http/listen_address.hpp>
#include <cputemp/http/message.hpp>

#include <boost/system/result.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace cputemp::http {

/// Asks for `path` and returns the status code; blocks, at the longest for `timeout` in all.
/// The message of the error says where it failed.
boost::system::result<unsigned, failure> get_status(const listen_address&, std::string_view path,
                                                    std::chrono::steady_clock::duration timeout);

}  // namespace cputemp::http
