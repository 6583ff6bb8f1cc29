// Any bytes as the head of a request: it does not matter in which pieces they arrive, and an accepted head has the
// fields that a plain reading of its lines finds. The first byte of the input says how many arrive at once.

#include "fuzz/require.hpp"
#include "http/protocol/head_parser.hpp"
#include "http/protocol/head_scanner.hpp"
#include "http/protocol/request_check.hpp"
#include "http/protocol/tokens.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

using namespace cputemp::http;
using cputemp::fuzz::require;

namespace {

struct scan {
  head_scanner scanner;
  head_scanner::progress progress = head_scanner::progress::need_more;
};

scan scanned_in_steps_of(std::size_t step, std::string_view received) {
  scan result;
  for (std::size_t size = std::min(step, received.size());; size = std::min(size + step, received.size())) {
    result.progress = result.scanner.step(received.substr(0, size));
    if (result.progress != head_scanner::progress::need_more || size == received.size()) return result;
  }
}

/// The lines between the request line and the empty line, each split at its colon.
std::vector<header_field> plain_fields(std::string_view head) {
  std::vector<header_field> result;
  head.remove_prefix(head.find("\r\n") + 2);
  for (;;) {
    const auto line = head.substr(0, head.find("\r\n"));
    if (line.empty()) return result;
    const auto colon = line.find(':');
    require(colon != std::string_view::npos, "a field has a colon");
    result.push_back(header_field{line.substr(0, colon), trim(line.substr(colon + 1))});
    head.remove_prefix(line.size() + 2);
  }
}

std::size_t count(std::span<const header_field> fields, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](const auto& each) { return equal_ignoring_case(each.name, name); }));
}

void check_taken(std::string_view version, std::span<const header_field> fields, const accepted_request& taken) {
  require(taken.path.starts_with('/'), "a path begins with a slash");
  require(taken.path.find_first_of("? #") == std::string_view::npos, "a path ends before the query");
  require(taken.query.find_first_of(" #") == std::string_view::npos, "a query is part of the target");
  require(count(fields, "Host") == 1 || (version == "HTTP/1.0" && count(fields, "Host") == 0), "there is one Host");
  require(count(fields, "Transfer-Encoding") == 0, "there is no body");
  for (const auto& each : fields) {
    if (!equal_ignoring_case(each.name, "Content-Length")) continue;
    require(each.value.find_first_not_of("0, \t") == std::string_view::npos, "there is no body");
  }
}

void check_refused(const refusal& why) {
  static constexpr std::array<unsigned, 8> statuses = {400, 405, 413, 414, 417, 431, 501, 505};
  require(std::find(statuses.begin(), statuses.end(), why.status) != statuses.end(), "a refusal has a known status");
}

void check_head(const head_scanner& scanner, std::string_view received) {
  const auto head = scanner.head(received);
  require(head.ends_with("\r\n\r\n") && head.find("\r\n\r\n") == head.size() - 4, "a head ends at its empty line");
  require(std::all_of(head.begin(), head.end(),
                      [](unsigned char c) { return (c >= ' ' && c != 0x7f) || c == '\t' || c == '\r' || c == '\n'; }),
          "a head has no controls");
  std::array<header_field, max_fields> memory;
  const auto parsed = parse_fields(head, memory);
  if (!parsed) return;
  const std::span<const header_field> fields(memory.data(), *parsed);
  const auto expected = plain_fields(head);
  require(
      std::equal(fields.begin(), fields.end(), expected.begin(), expected.end(),
                 [](const header_field& a, const header_field& b) { return a.name == b.name && a.value == b.value; }),
      "the fields are those that a plain reading finds");
  require(std::all_of(fields.begin(), fields.end(), [](const auto& each) { return is_token(each.name); }),
          "a field's name is a token");
  const auto checked = check_request(scanner.first_line(), fields);
  if (checked.has_error()) {
    check_refused(checked.error());
  } else {
    check_taken(scanner.first_line().version, fields, *checked);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view received(reinterpret_cast<const char*>(data), size);
  if (received.empty()) return 0;
  const auto step = std::size_t{1} + data[0] % 64;
  received = received.substr(1, max_head);

  const auto at_once = scanned_in_steps_of(max_head, received);
  const auto in_steps = scanned_in_steps_of(step, received);
  require(at_once.progress == in_steps.progress, "it does not matter how a head arrives");
  if (at_once.progress == head_scanner::progress::refused) {
    check_refused(at_once.scanner.why());
    check_refused(in_steps.scanner.why());
  }
  if (at_once.progress != head_scanner::progress::complete) return 0;
  require(at_once.scanner.head(received) == in_steps.scanner.head(received), "it does not matter how a head arrives");
  require(at_once.scanner.end() == in_steps.scanner.end(), "it does not matter how a head arrives");
  check_head(at_once.scanner, received);
  return 0;
}
