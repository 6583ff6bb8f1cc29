#include "daemon/endpoints.hpp"

#include "endpoint_table.hpp"
#include "live_exporter.hpp"
#include "support/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <set>
#include <string>

using namespace cputemp::app;

namespace {

/// The paths of the table below the heading.
std::set<std::string> paths_of_the_readme() {
  std::ifstream lines(CPUTEMP_FIXTURES "/../../README.md");
  std::set<std::string> paths;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) inside = line == "## Endpoints";
    if (inside && line.starts_with("| `/")) paths.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return paths;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(endpoints_suite)

BOOST_AUTO_TEST_CASE(the_readme_lists_the_endpoints) {
  const auto served = endpoint_paths("/metrics");
  BOOST_TEST(paths_of_the_readme() == std::set<std::string>(served.begin(), served.end()),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_paths_of_the_table_are_reserved) {
  for (const auto& row : endpoint_table())
    if (!row.path.empty()) BOOST_TEST(is_reserved_path(row.path), row.path);
  BOOST_TEST(is_reserved_path("/-/anything"));
  BOOST_TEST(!is_reserved_path("/metrics"));
  BOOST_TEST(!is_reserved_path("/healthy"));
}

BOOST_AUTO_TEST_CASE(the_page_links_to_the_others) {
  const test::live_exporter exporter(1);
  const auto answer =
      cputemp::http::test::answers_to(exporter.address(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  BOOST_TEST(answer.find("<ul>\n<li><a href=\"/metrics\">Metrics</a></li>\n"
                         "<li><a href=\"/-/healthy\">Healthy?</a></li>\n"
                         "<li><a href=\"/-/ready\">Ready?</a></li>\n</ul>") != std::string::npos,
             answer);
}

BOOST_AUTO_TEST_SUITE_END()
