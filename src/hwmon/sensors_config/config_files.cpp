#include "sensors_config/sensors_config.hpp"
#include "sysfs/errno_code.hpp"
#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

namespace fs = std::filesystem;
namespace sys = boost::system;

constexpr std::size_t mebibyte = 1024 * 1024;
constexpr std::size_t largest_file = 16 * mebibyte;

/// Reads a file, and of one that is too large a byte more than largest_file.
sys::result<std::string> read_whole(const std::string& path) {
  const auto file = open_attribute(path);
  if (!file) return file.error();
  std::string text;
  std::string piece(mebibyte / 16, '\0');
  while (text.size() <= largest_file) {
    const auto size = ::read(file->value(), piece.data(), std::min(piece.size(), largest_file + 1 - text.size()));
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return last_error();
    if (size == 0) break;
    text.append(piece, 0, static_cast<std::size_t>(size));
  }
  return text;
}

std::string read_file(const fs::path& path) {
  const auto fail = [&](std::string_view reason) {
    throw sensors_config_error(fmt::format("'{}' can't be read: {}", visible(path.string()), reason));
  };
  auto text = read_whole(path.string());
  if (text.error() == make_error_code(sensor_errc::not_a_regular_file))
    fail("it is not a file; expected one like /etc/sensors3.conf");
  if (!text) fail(text.error().message());
  if (text->size() > largest_file) fail(fmt::format("it has more than {} MiB", largest_file / mebibyte));
  return std::move(*text);
}

/// As in libsensors, what a directory holds besides regular files does not matter.
bool is_config_file(const fs::directory_entry& entry) {
  std::error_code error;
  const auto name = entry.path().filename().string();
  return entry.path().extension() == ".conf" && !name.starts_with('.') && entry.is_regular_file(error);
}

std::vector<fs::path> files_at(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
    if (is_config_file(*entry)) files.push_back(entry->path());
  if (error)
    throw sensors_config_error(fmt::format("'{}' can't be listed: {}", visible(path.string()), error.message()));
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::shared_ptr<const sensors_config> parse_sensors_config(std::string_view text, const std::string& file_name) {
  std::vector<chip_block> blocks;
  parse_statements(text, std::make_shared<const std::string>(file_name), blocks);
  return std::make_shared<const sensors_config>(std::move(blocks));
}

std::shared_ptr<const sensors_config> read_sensors_config(const std::vector<fs::path>& paths) {
  std::vector<chip_block> blocks;
  for (const auto& path : paths)
    for (const auto& file : files_at(path))
      parse_statements(read_file(file), std::make_shared<const std::string>(file.string()), blocks);
  return std::make_shared<const sensors_config>(std::move(blocks));
}

}  // namespace cputemp::hwmon
