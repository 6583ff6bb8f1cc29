#include "uevents/uevent.hpp"

#include <algorithm>
#include <array>

namespace cputemp::sampling {
namespace {

struct announcement {
  std::string_view subsystem;
  std::string_view action;
};

// Not `change`: chips and zones send it at every alarm and trip point, and stay the same devices.
constexpr std::array announcements = {
    announcement{"hwmon", "add"},
    announcement{"hwmon", "remove"},
    announcement{"thermal", "add"},
    announcement{"thermal", "remove"},
    // Throttle counts are read from the first CPU of a core that is online.
    announcement{"cpu", "add"},
    announcement{"cpu", "remove"},
    announcement{"cpu", "online"},
    announcement{"cpu", "offline"},
};

/// Returns the value of the first string that begins with `key`; empty if none does.
std::string_view value_of(std::string_view key, std::string_view message) {
  while (!message.empty()) {
    const auto text = message.substr(0, message.find('\0'));
    if (text.starts_with(key)) return text.substr(key.size());
    message.remove_prefix(std::min(text.size() + 1, message.size()));
  }
  return {};
}

}  // namespace

bool announces_device(std::string_view message) {
  const auto subsystem = value_of("SUBSYSTEM=", message);
  const auto action = value_of("ACTION=", message);
  return std::ranges::any_of(announcements,
                             [&](const auto& a) { return a.subsystem == subsystem && a.action == action; });
}

}  // namespace cputemp::sampling
