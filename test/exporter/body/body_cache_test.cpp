#include "body/body_cache.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

using namespace cputemp;
using namespace cputemp::exporter;

namespace {

snapshot_pointer snapshot(std::uint64_t sequence) {
  auto s = std::make_shared<sampling::snapshot>();
  s->sequence = sequence;
  return s;
}

body_pointer body_of(std::size_t bytes) { return std::make_shared<const std::string>(bytes, 'x'); }

constexpr exposition_request full_text{};
constexpr exposition_request part(unsigned long collectors) { return {.collectors = collector_set{collectors}}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(body_cache_suite)

BOOST_AUTO_TEST_CASE(a_body_is_found_by_its_snapshot_collectors_format_and_coding) {
  body_cache cache(all_collectors, 100);
  const auto now = snapshot(1);
  cache.turn_to(now);
  const exposition_request requests[] = {full_text,
                                         {.format = exposition_format::openmetrics},
                                         {.format = exposition_format::openmetrics, .compressed = true},
                                         part(0b00001)};
  for (const auto& each : requests) {
    BOOST_TEST(!cache.find(now, each));
    const auto made = body_of(10);
    cache.put(now, each, made);
    BOOST_TEST((cache.find(now, each) == made));
    BOOST_TEST(!cache.find(snapshot(1), each));
  }
}

BOOST_AUTO_TEST_CASE(a_newer_snapshot_takes_the_place_of_an_older_one_and_never_the_other_way_round) {
  body_cache cache(all_collectors, 100);
  const auto older = snapshot(1);
  const auto newer = snapshot(2);
  cache.turn_to(older);
  cache.put(older, full_text, body_of(10));
  cache.turn_to(newer);
  BOOST_TEST(!cache.find(older, full_text));
  cache.put(newer, full_text, body_of(10));
  cache.turn_to(older);
  cache.put(older, part(0b00001), body_of(10));
  BOOST_TEST(!cache.find(older, part(0b00001)));
  BOOST_TEST(cache.find(newer, full_text));
}

BOOST_AUTO_TEST_CASE(of_parts_the_newest_stay_within_the_limit_and_full_ones_always) {
  body_cache cache(all_collectors, 100);
  const auto now = snapshot(1);
  cache.turn_to(now);
  cache.put(now, part(0b00001), body_of(40));
  cache.put(now, full_text, body_of(1000));
  cache.put(now, part(0b00010), body_of(40));
  cache.put(now, part(0b00100), body_of(20));  // 100 in all
  BOOST_TEST(cache.find(now, part(0b00001)));
  cache.put(now, part(0b01000), body_of(1));
  BOOST_TEST(!cache.find(now, part(0b00001)));
  BOOST_TEST(cache.find(now, part(0b00010)));
  BOOST_TEST(cache.find(now, part(0b00100)));
  BOOST_TEST(cache.find(now, part(0b01000)));
  BOOST_TEST(cache.find(now, full_text));
}

BOOST_AUTO_TEST_CASE(a_part_that_is_larger_than_the_limit_is_there_until_the_next_one) {
  body_cache cache(all_collectors, 100);
  const auto now = snapshot(1);
  cache.turn_to(now);
  cache.put(now, part(0b00001), body_of(40));
  cache.put(now, part(0b00010), body_of(101));
  BOOST_TEST(!cache.find(now, part(0b00001)));
  BOOST_TEST(cache.find(now, part(0b00010)));
  cache.put(now, part(0b00100), body_of(1));
  BOOST_TEST(!cache.find(now, part(0b00010)));
  BOOST_TEST(cache.find(now, part(0b00100)));
}

BOOST_AUTO_TEST_CASE(a_body_lives_as_long_as_its_holder_though_the_cache_has_dropped_it) {
  body_cache cache(all_collectors, 100);
  const auto now = snapshot(1);
  cache.turn_to(now);
  cache.put(now, full_text, body_of(10));
  const auto held = cache.find(now, full_text);
  cache.turn_to(snapshot(2));
  BOOST_TEST(*held == std::string(10, 'x'));
}

BOOST_AUTO_TEST_SUITE_END()
