#pragma once

#include <string_view>

namespace cputemp::sampling {

/// Whether a message of the kernel says that a device came or went that may be one of those that are read: strings that
/// end in NUL, `ACTION=…` and `SUBSYSTEM=…` among them (lib/kobject_uevent.c).
bool announces_device(std::string_view message);

}  // namespace cputemp::sampling
