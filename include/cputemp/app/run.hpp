#pragma once

#include <span>
#include <string>

namespace cputemp::app {

/// The whole program. `arguments` without the program's name; `environment` as NAME=value. Returns the exit code:
/// 0, 1 if starting or the action that was asked for failed, 2 if an option is wrong. A server leaves by _exit after
/// its drain and never returns: a thread that hangs in a driver must not hold up the end.
int run(std::span<const std::string> arguments, std::span<const std::string> environment);

}  // namespace cputemp::app
