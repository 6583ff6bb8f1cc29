#include "process_families.hpp"

#include "catalogue.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace cputemp::exporter {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_text(const fs::path& path) {
  std::ifstream file(path);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
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
  std::istringstream rest(text->substr(text->rfind(')') + 1));
  const std::vector<std::string> fields(std::istream_iterator<std::string>(rest), {});
  if (fields.size() < 22) return std::nullopt;
  std::array<double, 5> values{};
  constexpr std::array<std::size_t, 5> wanted = {14, 15, 22, 23, 24};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto value = number(fields[wanted[i] - 3]);
    if (!value) return std::nullopt;
    values[i] = *value;
  }
  return stat_fields{values[0], values[1], values[2], values[3], values[4]};
}

/// The number that follows a word at the start of a line.
std::optional<double> find_number(const std::string& text, std::string_view word) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(word)) return number(std::string_view(line).substr(word.size()));
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
  std::istringstream lines(*text);
  std::string names_line;
  std::string values_line;
  while (std::getline(lines, names_line) && std::getline(lines, values_line)) {
    if (!names_line.starts_with("IpExt:")) continue;
    std::istringstream names(names_line);
    std::istringstream values(values_line);
    std::optional<double> received;
    std::optional<double> sent;
    for (std::string name, value; names >> name && values >> value;) {
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
