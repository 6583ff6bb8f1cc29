#include "process_families.hpp"

#include "catalogue.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::exporter {
namespace {

namespace fs = std::filesystem;

// By read(2), since streams cost more than what procfs itself takes for most of its files.
std::optional<std::string> read_text(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string text;
  ssize_t count = 0;
  do {
    constexpr std::size_t at_once = 8192;
    const auto size = text.size();
    text.resize(size + at_once);
    count = ::read(file, text.data() + size, at_once);
    text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  } while (count > 0);
  ::close(file);
  return count == 0 ? std::optional(std::move(text)) : std::nullopt;
}

/// Takes what is before the first `end` off the front, or all where there is none.
std::string_view take_until(std::string_view& text, char end) {
  const auto taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(taken.size() + 1, text.size()));
  return taken;
}

/// The whole text as a number; empty where it is none.
std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct stat_fields {
  double user_ticks;
  double system_ticks;
  double start_ticks;  // after boot
  double virtual_bytes;
  double resident_pages;
};

/// Fields 14, 15, 22, 23 and 24 of /proc/self/stat, counted from 1.
std::optional<stat_fields> read_stat(const fs::path& procfs) {
  const auto text = read_text(procfs / "self/stat");
  if (!text) return std::nullopt;
  // The name in parentheses may hold anything, so count from the last one: what follows is field 3.
  std::string_view rest = *text;
  rest.remove_prefix(std::min(rest.rfind(')'), rest.size()));
  take_until(rest, ' ');
  std::array<double, 5> values{};
  constexpr std::array<int, 5> wanted = {14, 15, 22, 23, 24};
  int next = 3;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (; next < wanted[i]; ++next) take_until(rest, ' ');
    const auto value = number(take_until(rest, ' '));
    ++next;
    if (!value) return std::nullopt;
    values[i] = *value;
  }
  return stat_fields{values[0], values[1], values[2], values[3], values[4]};
}

/// The number that follows a word at the start of a line.
std::optional<double> find_number(std::string_view text, std::string_view word) {
  while (!text.empty())
    if (const auto line = take_until(text, '\n'); line.starts_with(word)) return number(line.substr(word.size()));
  return std::nullopt;
}

std::optional<double> boot_time(const fs::path& procfs) {
  const auto text = read_text(procfs / "stat");
  return text ? find_number(*text, "btime ") : std::nullopt;
}

using system_time = std::chrono::system_clock::time_point;

std::optional<system_time> at(std::optional<double> unix_seconds) {
  if (!unix_seconds) return std::nullopt;
  return system_time(std::chrono::duration_cast<system_time::duration>(std::chrono::duration<double>(*unix_seconds)));
}

double limit_of(__rlimit_resource resource) {
  rlimit limit{};
  getrlimit(resource, &limit);
  return limit.rlim_cur == RLIM_INFINITY ? static_cast<double>(std::numeric_limits<std::uint64_t>::max())
                                         : static_cast<double>(limit.rlim_cur);
}

std::optional<double> open_descriptors(const fs::path& procfs) {
  const auto directory = procfs / "self/fd";
  struct stat status {};
  if (stat(directory.c_str(), &status) != 0) return std::nullopt;
  if (status.st_size > 0) return static_cast<double>(status.st_size);  // Linux 6.2: the size is the count
  std::error_code error;
  fs::directory_iterator entries(directory, error);
  if (error) return std::nullopt;
  return static_cast<double>(std::distance(begin(entries), end(entries)) - 1);  // less the one that lists them
}

struct octets {
  double received;
  double sent;
};

/// IpExt: InOctets and OutOctets of the process's network namespace, in the header line's order.
std::optional<octets> network_octets(const fs::path& procfs) {
  const auto text = read_text(procfs / "self/net/netstat");
  if (!text) return std::nullopt;
  std::string_view lines = *text;
  while (!lines.empty()) {
    auto names = take_until(lines, '\n');
    auto values = take_until(lines, '\n');
    if (!names.starts_with("IpExt:")) continue;
    std::optional<double> received;
    std::optional<double> sent;
    while (!names.empty() && !values.empty()) {
      const auto name = take_until(names, ' ');
      const auto value = take_until(values, ' ');
      if (name == "InOctets") received = number(value);
      if (name == "OutOctets") sent = number(value);
    }
    if (!received || !sent) return std::nullopt;
    return octets{*received, *sent};
  }
  return std::nullopt;
}

}  // namespace

void append_process_families(std::vector<metrics::metric_family>& to, const fs::path& procfs) {
  const auto add = [&](const catalogue_entry& entry, std::optional<double> value,
                       std::optional<system_time> since = std::nullopt) {
    if (!value) return;
    to.push_back(entry.family());
    to.back().samples.push_back({{}, *value, since});
  };
  if (const auto stat = read_stat(procfs)) {
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    const auto booted = boot_time(procfs);
    const auto started = booted ? std::optional(*booted + stat->start_ticks / ticks) : std::nullopt;
    add(catalogue::process_cpu, (stat->user_ticks + stat->system_ticks) / ticks, at(started));
    add(catalogue::process_virtual, stat->virtual_bytes);
    add(catalogue::process_resident, stat->resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)));
    add(catalogue::process_start, started);
  }
  add(catalogue::process_open_fds, open_descriptors(procfs));
  add(catalogue::process_max_fds, limit_of(RLIMIT_NOFILE));
  add(catalogue::process_virtual_max, limit_of(RLIMIT_AS));
  if (const auto network = network_octets(procfs)) {
    add(catalogue::process_receive, network->received);
    add(catalogue::process_transmit, network->sent);
  }
}

}  // namespace cputemp::exporter
