#include "live_server.hpp"
#include "support/raw_client.hpp"

#include "support/counted_allocations.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace cputemp::http::test;

BOOST_AUTO_TEST_SUITE(allocations)

BOOST_AUTO_TEST_CASE(is_not_allocated_for_a_request_on_a_connection_kept_alive) {
  live_server server;
  server.seen.keeps_answers = false;
  raw_client client(server.address());
  const std::string_view get = "GET /metrics HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nUser-Agent: Prometheus/2.45\r\n\r\n";
  // Of the client's own, only response() allocates; reading into a buffer does not.
  client.send(get);
  const auto size = client.response().size();
  const auto ask = [&] {
    client.send(get);
    for (std::size_t received = 0; received < size;) received += client.discard(size - received);
  };
  for (int i = 0; i < 10; ++i) ask();
  const cputemp::test::counted_allocations allocations;
  for (int i = 0; i < 1000; ++i) ask();
  const int taken = allocations.count();
  BOOST_TEST_MESSAGE("allocations for 1000 requests: " << taken);
  BOOST_TEST(taken == 0);
}

BOOST_AUTO_TEST_SUITE_END()
