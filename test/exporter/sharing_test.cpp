// How bodies are made once and shared by all requests on all threads.
#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;

namespace {

constexpr exposition_request compressed{.compressed = true};

snapshot_pointer snapshot_number(std::uint64_t sequence, unsigned sensors = 1) {
  std::vector<sensor> all;
  for (unsigned i = 0; i < sensors; ++i) all.push_back({"temp" + std::to_string(i + 1), {}, 40'000});
  auto s = snapshot_of({device(hwmon::chip_identity{"chip", "coretemp"}, all)});
  s->sequence = s->sweeps = sequence;
  return s;
}

std::string bracketed(std::string_view plain) { return "<" + std::string(plain) + ">"; }

/// Waits in the first call until it is let go.
class held_compression {
 public:
  exposition_settings settings() {
    return {.compress = [this](std::string_view plain) {
      if (calls_++ == 0) {
        begun_.count_down();
        end_.wait();
      }
      return bracketed(plain);
    }};
  }
  void await_begin() { begun_.wait(); }
  void let_go() { end_.count_down(); }
  int calls() const { return calls_; }

 private:
  std::atomic<int> calls_{0};
  std::latch begun_{1};
  std::latch end_{1};
};

bool says_of(const std::string& text, std::uint64_t sweeps) {
  return text.find("cpu_temp_exporter_samples_total " + std::to_string(sweeps) + "\n") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sharing_suite)

BOOST_AUTO_TEST_CASE(each_format_and_coding_has_a_body_of_its_own_that_is_shared) {
  exposition e({.collectors = all_but_process, .compress = bracketed}, {}, nullptr);
  const auto snapshot = snapshot_number(1);
  std::vector<body_pointer> bodies;
  for (const auto format : {exposition_format::text, exposition_format::openmetrics, exposition_format::protobuf})
    for (const bool is_compressed : {false, true}) {
      const exposition_request wanted{.format = format, .compressed = is_compressed};
      bodies.push_back(e.make(snapshot, wanted));
      BOOST_TEST((e.make(snapshot, wanted) == bodies.back()));
      BOOST_TEST((e.at_once(snapshot, wanted) == bodies.back()));
    }
  BOOST_TEST(bodies[0]->starts_with("# HELP "));
  BOOST_TEST(bodies[2]->ends_with("# EOF\n"));
  BOOST_TEST(bodies[4]->find("cpu_temp_exporter_samples_total") != std::string::npos);
  BOOST_TEST(bodies[4]->find("# HELP") == std::string::npos);
  for (std::size_t plain = 0; plain < bodies.size(); plain += 2)
    BOOST_TEST(*bodies[plain + 1] == bracketed(*bodies[plain]));
}

BOOST_AUTO_TEST_CASE(a_compressed_body_is_made_of_the_plain_one_if_that_is_known_and_does_not_keep_one_that_is_not) {
  http_metrics http({"/metrics"});
  exposition e({.collectors = all_but_process, .compress = bracketed}, {}, &http);
  const auto first = snapshot_number(1);
  const auto plain = e.make(first, {});
  http.connection_opened();
  BOOST_TEST(*e.make(first, compressed) == bracketed(*plain));

  const auto second = snapshot_number(2);
  const auto packed = e.make(second, compressed);
  http.connection_opened();
  const auto later = e.make(second, {});
  BOOST_TEST(lines_with(*packed, "cpu_temp_exporter_connections ") == "cpu_temp_exporter_connections 1\n");
  BOOST_TEST(lines_with(*later, "cpu_temp_exporter_connections ") == "cpu_temp_exporter_connections 2\n");
}

BOOST_AUTO_TEST_CASE(a_body_is_kept_with_little_more_room_than_it_takes) {
  const auto roomy = [](std::string_view plain) {
    std::string result(plain.substr(0, plain.size() / 4));
    result.reserve(2 * plain.size());
    return result;
  };
  exposition e({.collectors = all_but_process, .compress = roomy}, {}, nullptr);
  const auto snapshot = std::make_shared<const sampling::snapshot>();
  for (const auto format : {exposition_format::text, exposition_format::openmetrics, exposition_format::protobuf}) {
    for (const bool is_compressed : {false, true}) {
      const auto body = e.make(snapshot, {.format = format, .compressed = is_compressed});
      BOOST_TEST(body->capacity() - body->size() <= body->size() / 8);
    }
  }
}

BOOST_AUTO_TEST_CASE(all_requests_for_a_body_at_once_get_one_that_was_made_once) {
  held_compression held;
  exposition e(held.settings(), {}, nullptr);
  const auto snapshot = snapshot_number(1);
  const auto ask = [&] { return e.make(snapshot, compressed); };
  std::vector<std::future<body_pointer>> answers;
  answers.push_back(std::async(std::launch::async, ask));
  held.await_begin();
  for (int i = 0; i < 3; ++i) answers.push_back(std::async(std::launch::async, ask));
  held.let_go();
  const auto body = answers.front().get();
  for (std::size_t i = 1; i < answers.size(); ++i) BOOST_TEST((answers[i].get() == body));
  BOOST_TEST(held.calls() == 1);
}

BOOST_AUTO_TEST_CASE(while_one_is_made_another_that_is_known_is_there_at_once_and_one_that_is_not_has_to_wait) {
  held_compression held;
  exposition e(held.settings(), {}, nullptr);
  const auto snapshot = snapshot_number(1);
  const auto plain = e.make(snapshot, {});
  auto packed = std::async(std::launch::async, [&] { return e.make(snapshot, compressed); });
  held.await_begin();
  BOOST_TEST((e.at_once(snapshot, {}) == plain));
  BOOST_TEST(!e.at_once(snapshot, compressed));
  BOOST_TEST(!e.at_once(snapshot, {.format = exposition_format::openmetrics}));
  held.let_go();
  packed.wait();
  BOOST_TEST((e.at_once(snapshot, compressed) == packed.get()));
  BOOST_TEST(e.at_once(snapshot, {.format = exposition_format::openmetrics}));
}

BOOST_AUTO_TEST_CASE(a_large_body_is_there_at_once_only_when_it_was_made) {
  exposition e({.collectors = all_but_process, .compress = bracketed}, {}, nullptr);
  const auto small = snapshot_number(1, 5);
  const auto large = snapshot_number(2, 5'000);
  BOOST_TEST(e.at_once(small, {}));
  BOOST_TEST(e.at_once(small, compressed));
  BOOST_TEST(!e.at_once(large, {}));
  const auto made = e.make(large, {});
  BOOST_TEST((e.at_once(large, {}) == made));
  BOOST_TEST(!e.at_once(large, compressed));
  BOOST_TEST(e.at_once(large, {.collectors = collector_set{0b00010}}));
}

BOOST_AUTO_TEST_CASE(a_scrape_that_comes_late_with_an_older_snapshot_gets_that_and_takes_nothing_from_the_newer_one) {
  exposition e({.collectors = all_but_process}, {}, nullptr);
  const auto older = snapshot_number(1);
  const auto newer = snapshot_number(2);
  const auto before = e.make(older, {});
  const auto body = e.make(newer, {});
  BOOST_TEST(*e.make(older, {}) == *before);
  BOOST_TEST((e.make(newer, {}) == body));
}

BOOST_AUTO_TEST_CASE(a_failure_to_make_a_body_is_thrown_and_leaves_the_next_one_as_it_would_be) {
  bool fails = true;
  exposition e({.compress =
                    [&](std::string_view plain) {
                      if (fails) throw std::bad_alloc();
                      return bracketed(plain);
                    }},
               {}, nullptr);
  const auto snapshot = snapshot_number(1);
  BOOST_CHECK_THROW(e.make(snapshot, compressed), std::bad_alloc);
  BOOST_CHECK_THROW(e.at_once(snapshot, compressed), std::bad_alloc);
  fails = false;
  BOOST_TEST(e.make(snapshot, compressed));
}

BOOST_AUTO_TEST_CASE(threads_that_race_over_changing_snapshots_all_get_what_they_asked_for) {
  constexpr std::uint64_t rounds = 300;
  exposition e({.collectors = all_but_process, .compress = bracketed}, {}, nullptr);
  std::vector<snapshot_pointer> snapshots;
  for (std::uint64_t i = 0; i < rounds; ++i) snapshots.push_back(snapshot_number(i));
  std::atomic<std::uint64_t> newest{0};
  const auto scrape = [&](unsigned seed) {
    for (unsigned i = seed; newest < rounds; ++i) {
      const auto now = newest++;
      if (now >= rounds) break;
      const auto number = now - std::min<std::uint64_t>(now, i % 3);  // this scrape is up to two snapshots late
      const exposition_request wanted{.collectors = collector_set{i % 5 == 0 ? 0b00001U : 0b11111U},
                                      .compressed = i % 2 == 0};
      const auto body = i % 7 == 0 ? e.at_once(snapshots[number], wanted) : e.make(snapshots[number], wanted);
      if (body && (!says_of(*body, number) || body->starts_with('<') != wanted.compressed)) return false;
    }
    return true;
  };
  std::vector<std::future<bool>> threads;
  for (unsigned seed = 0; seed < 4; ++seed) threads.push_back(std::async(std::launch::async, scrape, seed));
  for (auto& thread : threads) BOOST_TEST(thread.get());
}

BOOST_AUTO_TEST_SUITE_END()
