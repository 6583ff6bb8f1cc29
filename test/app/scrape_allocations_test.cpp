#include "live_exporter.hpp"
#include "scrapers.hpp"

#include <cputemp/http/gzip.hpp>

#include "http/raw_client.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

namespace {

std::atomic<bool> counting{false};
std::atomic<int> allocations{0};

void* counted(std::size_t size) {
  if (counting) ++allocations;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

// The whole program's: this test counts what the I/O thread takes while nobody else allocates.
void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace cputemp;
using namespace cputemp::app::test;

BOOST_AUTO_TEST_SUITE(scrape_memory)

BOOST_AUTO_TEST_CASE(a_scrape_of_a_known_snapshot_takes_none_in_any_format_and_coding) {
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
      allocations = 0;
      counting = true;
      for (int i = 0; i < 1000; ++i) ask();
      counting = false;
      BOOST_TEST(allocations == 0, accept << " in " << coding << ": " << allocations << " in 1000 scrapes");
    }
}

BOOST_AUTO_TEST_SUITE_END()
