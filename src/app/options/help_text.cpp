#include <fmt/format.h>

#include <cstddef>
#include <sstream>

#include "options/flag_table.hpp"

namespace cputemp::app {
namespace {

constexpr std::size_t help_width = 100;
constexpr std::size_t help_indent = 6;

std::string wrapped(std::string_view text) {
  std::string lines;
  std::size_t column = help_width;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word; column += word.size() + 1) {
    if (column + word.size() > help_width) {
      lines += '\n' + std::string(help_indent, ' ');
      column = help_indent;
    } else {
      lines += ' ';
    }
    lines += word;
  }
  return lines + '\n';
}

}  // namespace

std::string help_text() {
  std::string text = "Usage: cpu_temp_exporter [options]\n\nServes the temperatures of this host to Prometheus.\n\n";
  for (const auto& f : flags()) {
    text += fmt::format("  --{}", f.name);
    if (!f.argument.empty()) text += fmt::format(" {}", f.argument);
    if (!f.fallback.empty()) text += fmt::format(" (={})", f.fallback);
    text += wrapped(f.help);
  }
  text +=
      "\n--no-collector.NAME switches a collector off. Lists may be repeated or separated by commas.\n"
      "Each option can also be set in the environment (CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS for\n"
      "--web.listen-address) and in the file of --config.file. Flags override the environment, which\n"
      "overrides the file. An empty value is the default.\n";
  return text;
}

}  // namespace cputemp::app
