#include <cputemp/http/listen_address.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace cputemp::http;

BOOST_AUTO_TEST_SUITE(listen_address_suite)

BOOST_AUTO_TEST_CASE(is_read_in_each_of_its_forms_and_written_back) {
  struct row {
    std::string_view text, host, port, unix_path;
  };
  const std::vector<row> rows = {
      {":4000", "", "4000", ""},
      {":0", "", "0", ""},
      {"localhost:4000", "localhost", "4000", ""},
      {"127.0.0.1:65535", "127.0.0.1", "65535", ""},
      {"[::1]:4000", "::1", "4000", ""},
      {"[fe80::1%eth0]:4000", "fe80::1%eth0", "4000", ""},
      {"unix:/run/cputemp.sock", "", "", "/run/cputemp.sock"},
  };
  for (const auto& [text, host, port, unix_path] : rows) {
    BOOST_TEST_CONTEXT(text) {
      const auto parsed = parse_listen_address(text);
      BOOST_REQUIRE(parsed.has_value());
      BOOST_TEST(parsed->host == host);
      BOOST_TEST(parsed->port == port);
      BOOST_TEST(parsed->unix_path == unix_path);
      BOOST_TEST(to_text(*parsed) == text);
    }
  }
}

BOOST_AUTO_TEST_CASE(is_understood_as_manifests_for_other_exporters_write_it) {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"[10.0.0.5]:4000", "10.0.0.5:4000"},
      {"[0.0.0.0]:4000", "0.0.0.0:4000"},
      {"[::]:4000", "[::]:4000"},
      {"[0:0::0]:4000", "[::]:4000"},
  };
  for (const auto& [text, shortest] : rows) {
    BOOST_TEST_CONTEXT(text) {
      const auto parsed = parse_listen_address(text);
      BOOST_REQUIRE(parsed.has_value());
      BOOST_TEST(to_text(*parsed) == shortest);
    }
  }
}

BOOST_AUTO_TEST_CASE(any_ipv6_address_means_both_families_unless_ipv4_is_listed_with_the_same_port) {
  const std::vector<std::pair<std::vector<std::string_view>, std::vector<bool>>> rows = {
      {{"[::]:4000"}, {false}},
      {{"[::]:4000", "0.0.0.0:4000"}, {true, false}},
      {{"[127.0.0.1]:4000", "[::]:4000"}, {false, true}},
      {{"[::]:4000", "0.0.0.0:4001"}, {false, false}},
      {{"[::]:4000", "[::1]:4000", "unix:/x"}, {false, false, false}},
      {{":4000", "0.0.0.0:4000"}, {false, false}},
  };
  for (const auto& [texts, expected] : rows) {
    BOOST_TEST_CONTEXT(texts.front() << ' ' << texts.back()) {
      std::vector<listen_address> addresses;
      for (const auto& text : texts) addresses.push_back(*parse_listen_address(text));
      separate_families(addresses);
      std::vector<bool> alone;
      for (const auto& each : addresses) alone.push_back(each.v6_only);
      BOOST_CHECK(alone == expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(that_is_wrong_says_what_is_wrong_and_what_is_expected) {
  const std::string long_path = "unix:/" + std::string(107, 'a');
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"", "empty"},
      {"4000", "a port alone is written :4000"},
      {"70000", "no port"},
      {"*:4000", "all addresses are written by leaving the host out"},
      {"10.0.0.5", "no port"},
      {"[10.0.0.5]", "no port"},
      {"[]:4000", "only addresses are written in brackets"},
      {"[10.0.0]:4000", "only addresses are written in brackets"},
      {"localhost", "no port"},
      {"localhost:", "no port"},
      {"[::1]", "no port"},
      {"[::1]4000", "no port"},
      {":65536", "the port is not a number from 0 to 65535"},
      {":http", "the port is not a number from 0 to 65535"},
      {":-1", "the port is not a number from 0 to 65535"},
      {":4000x", "the port is not a number from 0 to 65535"},
      {"::1:4000", "IPv6 addresses are written in brackets"},
      {"[::1:4000", "no ']'"},
      {"[localhost]:4000", "only addresses are written in brackets"},
      {"local host:4000", "spaces and slashes are not allowed in a host"},
      {"http://h:4000", "a URL is not an address"},
      {"http://localhost", "a URL is not an address"},
      {"unix:", "the path of a unix socket must begin with a slash"},
      {"unix:cputemp.sock", "the path of a unix socket must begin with a slash"},
      {long_path, "the path of a unix socket must not exceed 107 bytes"},
  };
  for (const auto& [text, reason] : rows) {
    BOOST_TEST_CONTEXT(text) {
      const auto parsed = parse_listen_address(text);
      BOOST_REQUIRE(parsed.has_error());
      BOOST_TEST(parsed.error().message == "invalid listen address '" + std::string(text) +
                                               "': " + std::string(reason) +
                                               "; expected host:port, :4000, [::1]:4000 or unix:/path");
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
