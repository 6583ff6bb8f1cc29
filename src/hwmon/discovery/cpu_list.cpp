#include "discovery/cpu_list.hpp"

#include "sysfs/kernel_text.hpp"

#include <algorithm>

namespace cputemp::hwmon {

namespace {

// A kernel can have 8192 at most. A broken list must not fill the memory.
constexpr unsigned most_cpus = 1U << 16U;

void add_range(std::string_view part, std::set<unsigned>& to) {
  const std::size_t dash = part.find('-');
  const auto first = number_after("", part.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number_after("", part.substr(dash + 1));
  if (!first || !last || *last >= most_cpus) return;
  for (unsigned cpu = *first; cpu <= *last; ++cpu) to.insert(cpu);
}

}  // namespace

std::set<unsigned> parse_cpu_list(std::string_view text) {
  std::set<unsigned> cpus;
  text = trim(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    add_range(text.substr(0, end), cpus);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return cpus;
}

std::string write_cpu_list(const std::set<unsigned>& cpus) {
  std::string text;
  for (auto first = cpus.begin(); first != cpus.end();) {
    auto end = first;
    unsigned last = *first;
    while (++end != cpus.end() && *end == last + 1) last = *end;
    if (!text.empty()) text += ',';
    text += std::to_string(*first);
    if (last != *first) text += '-' + std::to_string(last);
    first = end;
  }
  return text;
}

}  // namespace cputemp::hwmon
