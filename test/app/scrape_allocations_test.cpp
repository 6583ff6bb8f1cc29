#include "live_exporter.hpp"
#include "scrapers.hpp"

#include <cputemp/http/gzip.hpp>

#include "support/raw_client.hpp"

#include "support/counted_allocations.hpp"
#include "support/counted_sends.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace cputemp;
using namespace cputemp::app::test;

BOOST_AUTO_TEST_SUITE(scrape_memory)

BOOST_AUTO_TEST_CASE(a_scrape_of_a_known_snapshot_takes_none_and_is_sent_at_once_in_any_format_and_coding) {
  live_exporter exporter(66, {.compress = http::gzip});
  http::test::raw_client client(exporter.address());
  for (const auto accept : {vmagent, prometheus_2_42, prometheus_2_42_with_native_histograms, prometheus_3})
    for (const std::string_view coding : {"identity", "gzip"}) {
      const auto get = "GET /metrics HTTP/1.1\r\nHost: localhost:4000\r\nUser-Agent: Prometheus/2.42.0\r\nAccept: " +
                       std::string(accept) + "\r\nAccept-Encoding: " + std::string(coding) +
                       "\r\nX-Prometheus-Scrape-Timeout-Seconds: 10\r\n\r\n";
      // Of the client's own, only response() allocates; reading into a buffer does not.
      client.send(get);
      const auto first = client.response();
      BOOST_TEST_REQUIRE(first.starts_with("HTTP/1.1 200 OK\r\n"));
      const auto ask = [&] {
        client.send(get);
        for (std::size_t received = 0; received < first.size();) received += client.discard(first.size() - received);
      };
      for (int i = 0; i < 10; ++i) ask();
      const auto before = cputemp::test::counted_sends();
      const cputemp::test::counted_allocations allocations;
      for (int i = 0; i < 1000; ++i) ask();
      const int taken = allocations.count();
      const auto after = cputemp::test::counted_sends();
      BOOST_TEST(taken == 0, accept << " in " << coding << ": " << taken << " in 1000 scrapes");
      BOOST_TEST(after.calls - before.calls == 1000);
      BOOST_TEST(after.octets - before.octets == 1000 * first.size());
    }
}

BOOST_AUTO_TEST_SUITE_END()
