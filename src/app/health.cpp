#include "commands.hpp"

#include <cputemp/http/client.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <string_view>

#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

struct health_target {
  std::string_view address;  // as --web.listen-address has it
  std::string_view path;
};

health_target split_url(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  constexpr std::string_view default_path = "/-/healthy";
  if (url.starts_with("unix:")) return {url, default_path};
  if (url.starts_with("https://")) throw usage_error("--health: https is not supported; expected http://host:port");
  if (url.starts_with(scheme)) url.remove_prefix(scheme.size());
  const auto slash = url.find('/');
  if (slash == std::string_view::npos) return {url, default_path};
  return {url.substr(0, slash), url.size() > slash + 1 ? url.substr(slash) : default_path};
}

}  // namespace

int ask_health(const options& o) {
  constexpr auto patience = std::chrono::seconds(3);
  constexpr unsigned ok = 200;
  const auto target = split_url(o.health_url.empty() ? o.listen_addresses.front() : o.health_url);
  const auto address = http::parse_listen_address(target.address);
  if (!address) throw usage_error(fmt::format("--health: {}", address.error().message));
  const auto status = http::get_status(*address, target.path, patience);
  if (!status) {
    fmt::print(stderr, "cpu_temp_exporter: {}\n", status.error().message);
    return 1;
  }
  if (*status != ok) fmt::print(stderr, "cpu_temp_exporter: {} answers with status {}\n", target.address, *status);
  return *status == ok ? 0 : 1;
}

}  // namespace cputemp::app
