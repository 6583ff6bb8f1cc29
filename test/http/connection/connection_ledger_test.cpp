#include "connection/connection_ledger.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ctime>
#include <deque>
#include <optional>
#include <string>
#include <vector>

using namespace cputemp::http;

namespace {

using state = connection_state;

std::chrono::steady_clock::time_point at(int seconds) {
  return std::chrono::steady_clock::time_point(std::chrono::seconds(seconds));
}

class entry final : public ledger_entry {
 public:
  using ledger_entry::ledger_entry;
  int evictions = 0;

 private:
  void evict() noexcept override { ++evictions; }
};

peer_address address(unsigned char last) {
  std::array<unsigned char, 16> result{};
  result[15] = last;
  return result;
}

/// A ledger and its connections, in the order they came; times in seconds.
struct book {
  book(std::size_t in_all, std::size_t per_address) : ledger(in_all, per_address) {}
  ~book() {
    for (auto& each : entries) ledger.remove(each);
  }

  /// `in`, `in for n` if the nth connection had to go, or `out`.
  std::string arrives(state now_in, int since, const peer_address& from = address(1)) {
    auto& arrived = entries.emplace_back(from);
    arrived.now_is(now_in, at(since));
    const auto before = evicted();
    const auto result = ledger.admit(arrived, at(since));
    if (!result.admitted) return "out";
    if (!result.evicted) return "in";
    const auto now = evicted();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (now[i] != before[i]) return "in for " + std::to_string(i);
    }
    return "in for none";
  }

  /// How often each was evicted, as digits.
  std::string evicted() const {
    std::string result;
    for (const auto& each : entries) result += std::to_string(each.evictions);
    return result;
  }

  connection_ledger ledger;
  std::deque<entry> entries;
};

/// The time that as many connections take that arrive one after the other at a limit that is reached.
double cpu_seconds_of_flood(int connections, state all_in) {
  book full(static_cast<std::size_t>(connections), 0);
  const auto arrives = [&](state now_in, int since) {
    auto& arrived = full.entries.emplace_back(std::nullopt);
    arrived.now_is(now_in, at(since));
    return full.ledger.admit(arrived, at(since)).admitted;
  };
  for (int i = 0; i < connections; ++i) BOOST_TEST_REQUIRE(arrives(all_in, i));
  const auto before = std::clock();
  for (int i = 0; i < connections; ++i) {
    BOOST_TEST_REQUIRE(arrives(state::newcomer, connections + i) == (all_in != state::busy));
  }
  return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connection_ledger_suite)

BOOST_AUTO_TEST_CASE(refuses_none_below_the_limit_and_zero_is_none) {
  book small(2, 0);
  BOOST_TEST(small.arrives(state::busy, 0) == "in");
  BOOST_TEST(small.arrives(state::busy, 0) == "in");
  BOOST_TEST(small.arrives(state::busy, 0) == "out");
  small.ledger.remove(small.entries[0]);
  BOOST_TEST(small.arrives(state::busy, 0) == "in");

  book unlimited(0, 0);
  for (int i = 0; i < 9; ++i) BOOST_TEST(unlimited.arrives(state::busy, 0) == "in");
}

BOOST_AUTO_TEST_CASE(closes_those_without_a_completed_request_first_then_the_longest_idle) {
  book full(4, 0);
  full.arrives(state::idle, 1);
  full.arrives(state::newcomer, 9);
  full.arrives(state::newcomer, 8);
  full.arrives(state::idle, 2);
  BOOST_TEST(full.arrives(state::busy, 10) == "in for 2");
  BOOST_TEST(full.arrives(state::busy, 10) == "in for 1");
  BOOST_TEST(full.arrives(state::busy, 10) == "in for 0");
  BOOST_TEST(full.arrives(state::busy, 10) == "in for 3");
  BOOST_TEST(full.arrives(state::busy, 10) == "out");
}

BOOST_AUTO_TEST_CASE(goes_by_what_a_connection_does_now_and_not_when_it_came) {
  book full(3, 0);
  full.arrives(state::newcomer, 1);
  full.arrives(state::newcomer, 2);
  full.arrives(state::newcomer, 3);
  full.entries[0].now_is(state::busy, at(4));
  full.entries[1].now_is(state::idle, at(5));
  BOOST_TEST(full.arrives(state::busy, 6) == "in for 2");
  full.entries[0].now_is(state::idle, at(7));
  full.entries[1].now_is(state::busy, at(8));
  full.entries[1].now_is(state::idle, at(9));
  BOOST_TEST(full.arrives(state::busy, 10) == "in for 0");
  BOOST_TEST(full.arrives(state::busy, 10) == "in for 1");
  BOOST_TEST(full.arrives(state::busy, 10) == "out");
  full.entries[3].now_is(state::idle, at(11));
  BOOST_TEST(full.arrives(state::busy, 12) == "in for 3");
}

BOOST_AUTO_TEST_CASE(closes_one_that_lingers_like_a_new_one) {
  book full(3, 0);
  full.arrives(state::idle, 1);
  full.arrives(state::newcomer, 2);
  full.entries[1].now_is(state::busy, at(3));
  BOOST_TEST(full.arrives(state::busy, 4) == "in");
  BOOST_TEST(full.arrives(state::busy, 5) == "in for 0");
  full.arrives(state::idle, 6);
  full.ledger.leaves(full.entries[1], at(7));
  BOOST_TEST(full.arrives(state::busy, 8) == "in for 1");
}

BOOST_AUTO_TEST_CASE(does_not_count_one_that_was_asked_to_go_and_does_not_ask_again) {
  book full(1, 1);
  full.arrives(state::newcomer, 1);
  BOOST_TEST(full.arrives(state::newcomer, 2) == "in for 0");
  BOOST_TEST(full.arrives(state::newcomer, 3) == "in for 1");
  full.ledger.leaves(full.entries[0], at(3));
  full.ledger.remove(full.entries[0]);
  full.ledger.remove(full.entries[1]);
  BOOST_TEST(full.arrives(state::newcomer, 4) == "in for 2");
  BOOST_TEST(full.evicted() == "1110");
}

BOOST_AUTO_TEST_CASE(lets_an_address_make_room_for_itself_only) {
  book full(0, 2);
  full.arrives(state::newcomer, 1, address(2));
  full.arrives(state::idle, 2, address(1));
  full.arrives(state::busy, 2, address(1));
  BOOST_TEST(full.arrives(state::busy, 10, address(1)) == "in for 1");
  BOOST_TEST(full.arrives(state::busy, 10, address(1)) == "out");
  BOOST_TEST(full.arrives(state::busy, 10, address(2)) == "in");
  BOOST_TEST(full.arrives(state::busy, 10, address(2)) == "in for 0");
  BOOST_TEST(full.arrives(state::busy, 10, address(3)) == "in");
}

BOOST_AUTO_TEST_CASE(has_no_address_to_count_for_the_peers_of_a_unix_socket) {
  book full(0, 1);
  for (int i = 0; i < 5; ++i) BOOST_TEST(full.arrives(state::busy, 0, std::nullopt) == "in");
}

BOOST_AUTO_TEST_CASE(makes_room_for_descriptors_the_same_way) {
  book some(0, 0);
  BOOST_TEST(!some.ledger.make_room(at(0)));
  some.arrives(state::idle, 2);
  some.arrives(state::idle, 1);
  some.arrives(state::busy, 0);
  BOOST_TEST(some.ledger.make_room(at(3)));
  BOOST_TEST(some.evicted() == "010");
  BOOST_TEST(some.ledger.make_room(at(3)));
  BOOST_TEST(!some.ledger.make_room(at(3)));
  BOOST_TEST(some.evicted() == "110");
}

BOOST_AUTO_TEST_CASE(finds_the_one_that_waits_among_many_that_are_busy) {
  book full(1000, 0);
  for (int i = 0; i < 1000; ++i) full.arrives(i == 500 ? state::idle : state::busy, 1, std::nullopt);
  bool found = false;
  for (int i = 0; i < 16 && !found; ++i) found = full.ledger.make_room(at(2 + i));
  BOOST_TEST(found);
  BOOST_TEST(full.entries[500].evictions == 1);
}

// A look at each connection for each one that arrives would take 256 times as long for 16 times as many.
BOOST_AUTO_TEST_CASE(takes_hardly_longer_for_each_of_many_connections_than_for_each_of_few) {
  for (const auto all_in : {state::newcomer, state::idle, state::busy}) {
    cpu_seconds_of_flood(1000, all_in);
    const auto few = cpu_seconds_of_flood(1000, all_in);
    const auto many = cpu_seconds_of_flood(16'000, all_in);
    BOOST_TEST_MESSAGE("a flood of 1000: " << few << " s, of 16000: " << many << " s");
    BOOST_TEST(many < 80 * few + 0.01);
  }
}

BOOST_AUTO_TEST_SUITE_END()
