#include "connection/connection_ledger.hpp"
#include "listening/accept_backoff.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <string>

using namespace cputemp::http;

namespace {

using standing = tenant::standing;

class guest final : public tenant {
 public:
  using tenant::tenant;
  bool was_evicted = false;

 private:
  void evict() noexcept override { was_evicted = true; }
};

peer_address address(unsigned char last) {
  std::array<unsigned char, 16> result{};
  result[15] = last;
  return result;
}

/// Guests in the order they came, `since` in seconds.
struct house {
  house(std::size_t in_all, std::size_t per_address) : ledger(in_all, per_address) {}
  ~house() {
    for (auto& each : inside) ledger.remove(*each);
  }

  /// `in`, `in for n` where the nth guest had to go, or `out`.
  std::string arrives(standing state, int since, const peer_address& from = address(1)) {
    auto& who = guests.emplace_back(from);
    who.now_is(state, std::chrono::steady_clock::time_point(std::chrono::seconds(since)));
    const auto before = evicted();
    const auto result = ledger.admit(who);
    if (result.admitted) inside.push_back(&who);
    if (!result.admitted) return "out";
    if (!result.evicted) return "in";
    for (std::size_t i = 0; i < guests.size(); ++i) {
      if (guests[i].was_evicted && before.find(static_cast<char>('0' + i)) == std::string::npos) {
        return "in for " + std::to_string(i);
      }
    }
    return "in for nobody";
  }

  std::string evicted() const {
    std::string result;
    for (std::size_t i = 0; i < guests.size(); ++i) {
      if (guests[i].was_evicted) result += static_cast<char>('0' + i);
    }
    return result;
  }

  void leaves(std::size_t index) {
    ledger.remove(guests[index]);
    std::erase(inside, &guests[index]);
  }

  connection_ledger ledger;
  std::deque<guest> guests;
  std::vector<guest*> inside;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(at_the_limit_of_connections)

BOOST_AUTO_TEST_CASE(nobody_is_turned_away_below_it_and_zero_is_none) {
  house small(2, 0);
  BOOST_TEST(small.arrives(standing::busy, 0) == "in");
  BOOST_TEST(small.arrives(standing::busy, 0) == "in");
  BOOST_TEST(small.arrives(standing::busy, 0) == "out");
  small.leaves(0);
  BOOST_TEST(small.arrives(standing::busy, 0) == "in");

  house unlimited(0, 0);
  for (int i = 0; i < 9; ++i) BOOST_TEST(unlimited.arrives(standing::busy, 0) == "in");
}

BOOST_AUTO_TEST_CASE(whoever_completed_no_request_goes_first_then_the_longest_idle) {
  house full(4, 0);
  full.arrives(standing::idle, 1);
  full.arrives(standing::newcomer, 9);
  full.arrives(standing::newcomer, 8);
  full.arrives(standing::idle, 2);
  BOOST_TEST(full.arrives(standing::busy, 10) == "in for 2");
  BOOST_TEST(full.arrives(standing::busy, 10) == "in for 1");
  BOOST_TEST(full.arrives(standing::busy, 10) == "in for 0");
  BOOST_TEST(full.arrives(standing::busy, 10) == "in for 3");
  BOOST_TEST(full.arrives(standing::busy, 10) == "out");
}

BOOST_AUTO_TEST_CASE(one_that_lingers_goes_like_a_newcomer) {
  house full(2, 0);
  full.arrives(standing::idle, 1);
  full.arrives(standing::leaving, 5);
  BOOST_TEST(full.arrives(standing::busy, 10) == "in for 1");
}

BOOST_AUTO_TEST_CASE(whoever_was_asked_to_go_counts_no_more_and_is_not_asked_again) {
  house full(1, 1);
  full.arrives(standing::newcomer, 1);
  BOOST_TEST(full.arrives(standing::newcomer, 2) == "in for 0");
  BOOST_TEST(full.arrives(standing::newcomer, 3) == "in for 1");
  full.leaves(0);
  full.leaves(1);
  BOOST_TEST(full.arrives(standing::newcomer, 4) == "in for 2");
}

BOOST_AUTO_TEST_CASE(one_address_makes_room_for_itself_only) {
  house full(0, 2);
  full.arrives(standing::newcomer, 1, address(2));
  full.arrives(standing::idle, 2, address(1));
  full.arrives(standing::busy, 2, address(1));
  BOOST_TEST(full.arrives(standing::busy, 10, address(1)) == "in for 1");
  BOOST_TEST(full.arrives(standing::busy, 10, address(1)) == "out");
  BOOST_TEST(full.arrives(standing::busy, 10, address(2)) == "in");
}

BOOST_AUTO_TEST_CASE(the_peers_of_a_unix_socket_have_no_address_to_count) {
  house full(0, 1);
  for (int i = 0; i < 5; ++i) BOOST_TEST(full.arrives(standing::busy, 0, std::nullopt) == "in");
}

BOOST_AUTO_TEST_CASE(room_for_descriptors_is_made_the_same_way) {
  house some(0, 0);
  BOOST_TEST(!some.ledger.make_room());
  some.arrives(standing::idle, 2);
  some.arrives(standing::idle, 1);
  some.arrives(standing::busy, 0);
  BOOST_TEST(some.ledger.make_room());
  BOOST_TEST(some.evicted() == "1");
  BOOST_TEST(some.ledger.make_room());
  BOOST_TEST(!some.ledger.make_room());
  BOOST_TEST(some.evicted() == "01");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(accept_errors)

BOOST_AUTO_TEST_CASE(pause_five_milliseconds_doubling_to_a_second_and_begin_one_episode) {
  using boost::system::errc::make_error_code;
  const auto exhausted = make_error_code(boost::system::errc::too_many_files_open);
  accept_backoff backoff;
  BOOST_TEST(!backoff.succeeded());
  std::string pauses;
  for (int i = 0; i < 10; ++i) {
    const auto [pause, begins] = backoff.failed(exhausted);
    pauses += std::to_string(pause.count()) + (begins ? "! " : " ");
  }
  BOOST_TEST(pauses == "5! 10 20 40 80 160 320 640 1000 1000 ");
  BOOST_TEST(backoff.succeeded());
  BOOST_TEST(!backoff.succeeded());
  BOOST_TEST(backoff.failed(exhausted).pause.count() == 5);
}

BOOST_AUTO_TEST_CASE(stay_one_episode_while_each_newcomer_needs_room_made_for_it) {
  const auto exhausted = make_error_code(boost::system::errc::too_many_files_open_in_system);
  accept_backoff backoff;
  BOOST_TEST(backoff.failed(exhausted).begins);
  backoff.made_room();
  BOOST_TEST(!backoff.succeeded());
  BOOST_TEST(!backoff.failed(exhausted).begins);
  BOOST_TEST(!backoff.failed(exhausted).begins);
  backoff.made_room();
  BOOST_TEST(!backoff.succeeded());
  BOOST_TEST(backoff.succeeded());
}

BOOST_AUTO_TEST_CASE(of_a_connection_that_died_in_the_queue_cost_nothing) {
  accept_backoff backoff;
  const auto reaction = backoff.failed(make_error_code(boost::system::errc::connection_aborted));
  BOOST_TEST(reaction.pause.count() == 0);
  BOOST_TEST(!reaction.begins);
  BOOST_TEST(!backoff.succeeded());
}

BOOST_AUTO_TEST_SUITE_END()
