#include "protocol/head_scanner.hpp"

#include "protocol/head_parser.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <vector>

using namespace cputemp::http;

namespace {

std::string fields_of(std::string_view head) {
  std::array<header_field, max_fields> fields;
  const auto count = parse_fields(head, fields);
  if (!count) return "refused by Beast";
  std::string text;
  for (std::size_t i = 0; i < *count; ++i) {
    text += std::string(fields[i].name) + '=' + std::string(fields[i].value) + ';';
  }
  return text;
}

std::string name_of(const head_scanner& scanner, head_scanner::progress progress, std::string_view received) {
  switch (progress) {
    case head_scanner::progress::need_more:
      return "more";
    case head_scanner::progress::refused:
      return std::to_string(scanner.why().status);
    case head_scanner::progress::complete:
      return fields_of(scanner.head(received));
  }
  return {};
}

std::string scan(std::string_view received) {
  head_scanner scanner;
  const auto progress = scanner.step(received);
  return name_of(scanner, progress, received);
}

/// The same bytes, one more at each step.
std::string scan_by_byte(std::string_view received) {
  head_scanner scanner;
  for (std::size_t size = 1; size <= received.size(); ++size) {
    const auto seen = received.substr(0, size);
    const auto progress = scanner.step(seen);
    if (progress != head_scanner::progress::need_more) return name_of(scanner, progress, seen);
  }
  return "more";
}

const std::string get = "GET / HTTP/1.1\r\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(head_scanner_suite)

BOOST_AUTO_TEST_CASE(is_found_or_refused_however_it_arrives) {
  using namespace std::string_literals;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {get + "Host: h\r\n\r\n", "Host=h;"},
      {get + "Host: h\r\nA:b\r\nC: \t d e \t\r\n\r\n", "Host=h;A=b;C=d e;"},
      {get + "Host:\r\n\r\n", "Host=;"},
      {get + "\r\n", ""},
      {"\r\n" + get + "Host: h\r\n\r\n", "Host=h;"},
      {"\r\n\r\n\r\n" + get + "Host: h\r\n\r\n", "Host=h;"},
      {get + "A: \x80\xff\tb\r\n\r\n", "A=\x80\xff\tb;"},
      {"", "more"},
      {"\r\n", "more"},
      {"GET / HTTP/1.1\r", "more"},
      {get + "Host: h\r\n", "more"},
      {get + "Host: h\r\n\r", "more"},
      {"GET /\r\n", "400"},
      {"GET / HTTP/2.0\r\n", "505"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"},
      {"\x16\x03\x01\x02", "400"},
      {"\n" + get, "400"},
      {"GET / HTTP/1.1\nHost: h\n\n", "400"},
      {get + "Host: h\n\r\n", "400"},
      {get + "Host: h\r\n\n", "400"},
      {get + "A: b\rc\r\n\r\n", "400"},
      {get + "A: b\r\r\n\r\n", "400"},
      {get + "A: b\0c\r\n\r\n"s, "400"},
      {get + "A: b\x7f\r\n\r\n", "400"},
      {get + "A: b\x0b\r\n\r\n", "400"},
      {get + "A: b\r\n folded\r\n\r\n", "400"},
      {get + "A: b\r\n\tfolded\r\n\r\n", "400"},
      {get + " A: b\r\n\r\n", "400"},
      {get + "A\x01: b\r\n\r\n", "400"},
      // These are Beast's to refuse.
      {get + "A : b\r\n\r\n", "refused by Beast"},
      {get + "A\t: b\r\n\r\n", "refused by Beast"},
      {get + "A\r\n\r\n", "refused by Beast"},
      {get + ": b\r\n\r\n", "refused by Beast"},
      {get + "A(b): c\r\n\r\n", "refused by Beast"},
      {get + "A\x80: b\r\n\r\n", "refused by Beast"},
      {get + "A b: c\r\n\r\n", "refused by Beast"},
  };
  for (const auto& [received, expected] : rows) {
    BOOST_TEST_CONTEXT(received) {
      BOOST_TEST(scan(received) == expected);
      BOOST_TEST(scan_by_byte(received) == expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(has_its_limits) {
  const auto line = [](std::size_t size) { return "GET /" + std::string(size - 14, 'a') + " HTTP/1.1"; };
  BOOST_TEST(scan(line(max_request_line) + "\r\n\r\n") == "");
  BOOST_TEST(scan(line(max_request_line + 1) + "\r\n\r\n") == "414");
  BOOST_TEST(scan("GET /" + std::string(max_request_line, 'a')) == "414");

  const auto padded = [](std::size_t size) {
    return get + "A: " + std::string(size - get.size() - 7, 'a') + "\r\n\r\n";
  };
  BOOST_TEST(scan(padded(max_head)).size() == max_head - get.size() - 4);
  BOOST_TEST(scan(padded(max_head + 3).substr(0, max_head)) == "431");
  BOOST_TEST(scan(get + std::string(max_head, 'a')) == "431");
  BOOST_TEST(scan(get + "A: " + std::string(max_head - get.size() - 3, 'a')) == "431");

  std::string many = get;
  for (std::size_t i = 0; i < max_fields; ++i) many += "A: b\r\n";
  BOOST_TEST(scan(many + "\r\n") != "431");
  BOOST_TEST(scan(many + "A: b\r\n\r\n") == "431");
}

BOOST_AUTO_TEST_CASE(ends_where_the_next_request_begins) {
  const std::string first = "\r\n" + get + "Host: h\r\n\r\n";
  head_scanner scanner;
  const std::string received = first + get;
  BOOST_TEST((scanner.step(received) == head_scanner::progress::complete));
  BOOST_TEST(scanner.end() == first.size());
  BOOST_TEST(scanner.head(received) == first.substr(2));
  BOOST_TEST(scanner.first_line().target == "/");
}

BOOST_AUTO_TEST_SUITE_END()
