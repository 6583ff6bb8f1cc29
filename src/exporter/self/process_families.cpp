#include "self/process_families.hpp"

#include "self/catalogue.hpp"
#include "self/procfs_text.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace cputemp::exporter {
namespace {

namespace fs = std::filesystem;

// netstat has more than a hundred counters with their names: less than half of this, even if all have 20 digits.
constexpr std::size_t most_bytes = 16'384;

struct stat_fields {
  double user_ticks;
  double system_ticks;
  double start_ticks;  // after boot
  double virtual_bytes;
  double resident_pages;
};

/// Parses fields 14, 15, 22, 23 and 24 of /proc/self/stat, counted from 1.
std::optional<stat_fields> parse_stat(std::string_view rest) {
  // The name in parentheses may hold anything, so count from the last one: field 3 follows it.
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

std::optional<double> count_descriptors(const std::string& directory) {
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0) return std::nullopt;
  if (status.st_size > 0) return static_cast<double>(status.st_size);  // Linux 6.2: the size is the count
  return list_descriptors(directory);
}

/// Parses InOctets and OutOctets of IpExt, the counters of the process's network namespace; the header line gives their
/// places.
std::optional<process_families::network_bytes> parse_netstat(std::string_view lines) {
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
    return process_families::network_bytes{*received, *sent};
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> list_descriptors(const std::string& directory) {
  struct closed {
    void operator()(DIR* open) const noexcept { ::closedir(open); }
  };
  const std::unique_ptr<DIR, closed> entries(::opendir(directory.c_str()));
  if (!entries) return std::nullopt;
  double count = -1;
  while (const auto* entry = ::readdir(entries.get()))
    if (entry->d_name[0] != '.') ++count;
  return count;
}

process_families::process_families(const fs::path& procfs)
    : ticks_per_second_(static_cast<double>(sysconf(_SC_CLK_TCK))),
      page_bytes_(static_cast<double>(sysconf(_SC_PAGESIZE))),
      descriptors_(procfs / "self/fd"),
      boot_time_(procfs / "stat"),
      stat_(procfs / "self/stat"),
      netstat_(procfs / "self/net/netstat") {}

void process_families::append_to(gathered_families& to, sampling::boot_clock::time_point now) {
  const auto add = [&](const catalogue_entry& entry, std::optional<double> value,
                       std::optional<system_time> since = std::nullopt) {
    if (value) to.of(entry).add({}, *value, since);
  };
  std::array<char, most_bytes> buffer;  // left uninitialised: overwritten by every read
  if (const auto stat = parse_stat(stat_.read(buffer).value_or(""))) {
    const auto booted = boot_time_.seconds(wall_less_boot());
    const auto started = booted ? std::optional(*booted + stat->start_ticks / ticks_per_second_) : std::nullopt;
    add(catalogue::process_cpu, (stat->user_ticks + stat->system_ticks) / ticks_per_second_, at(started));
    add(catalogue::process_virtual, stat->virtual_bytes);
    add(catalogue::process_resident, stat->resident_pages * page_bytes_);
    add(catalogue::process_start, started);
  }
  if (now >= network_due_) {
    network_ = parse_netstat(netstat_.read(buffer).value_or(""));
    network_due_ = now + network_period;
  }
  if (network_) {
    add(catalogue::process_receive, network_->received);
    add(catalogue::process_transmit, network_->sent);
  }
  // Last, so that the descriptors that the others keep open are counted from the first time on.
  add(catalogue::process_open_fds, count_descriptors(descriptors_));
  add(catalogue::process_max_fds, limit_of(RLIMIT_NOFILE));
  add(catalogue::process_virtual_max, limit_of(RLIMIT_AS));
}

}  // namespace cputemp::exporter
