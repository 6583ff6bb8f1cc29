#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/gauge.hpp>
#include <cputemp/metrics/instrument_family.hpp>
#include <cputemp/metrics/names.hpp>

#include "refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::metrics;
using cputemp::metrics::test::message_of;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

family<counter> requests() {
  return {{"requests_total", "Requests", metric_type::counter, "", {"path", "code"}},
          [] { return std::make_unique<counter>(); }};
}

template <class Action>
void on_threads(int count, Action action) {
  std::vector<std::jthread> threads(static_cast<std::size_t>(count));
  for (auto& thread : threads) thread = std::jthread(action);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(instruments)

BOOST_AUTO_TEST_CASE(a_counter_grows_by_one_or_by_what_it_is_told) {
  counter c;
  BOOST_TEST(c.value() == 0);
  c.increment();
  c.increment(0.5);
  c.increment(0);
  BOOST_TEST(c.value() == 1.5);
}

BOOST_AUTO_TEST_CASE(a_counter_refuses_to_fall) {
  counter c;
  c.increment(3);
  BOOST_TEST(message_of([&] { c.increment(-1); }) == "a counter can't be incremented by -1");
  BOOST_TEST(message_of([&] { c.increment(-infinity); }) == "a counter can't be incremented by -inf");
  BOOST_TEST(message_of([&] { c.increment(std::numeric_limits<double>::quiet_NaN()); }) ==
             "a counter can't be incremented by nan");
  BOOST_TEST(c.value() == 3);
}

BOOST_AUTO_TEST_CASE(a_gauge_goes_up_and_down) {
  gauge g;
  BOOST_TEST(g.value() == 0);
  g.set(20);
  g.add(1.5);
  g.subtract(4);
  g.add();
  g.subtract();
  BOOST_TEST(g.value() == 17.5);
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_when_threads_count_together) {
  constexpr int each = 20'000;
  counter c;
  gauge g;
  on_threads(4, [&] {
    for (int i = 0; i < each; ++i) {
      c.increment();
      g.add(3);
      g.subtract(2);
    }
  });
  BOOST_TEST(c.value() == 4 * each);
  BOOST_TEST(g.value() == 4 * each);
}

BOOST_AUTO_TEST_CASE(a_family_has_one_instrument_for_each_set_of_values) {
  auto f = requests();
  auto& first = f.with({"/", "200"});
  first.increment();
  f.with({"/", "404"}).increment(2);
  f.with_labels({{"code", "200"}, {"path", "/"}}).increment();
  BOOST_TEST(&f.with({"/", "200"}) == &first);
  const auto families = f.collect({});
  BOOST_TEST_REQUIRE(families.size() == 1U);
  BOOST_TEST(families[0].name == "requests_total");
  BOOST_TEST(families[0].help == "Requests");
  BOOST_TEST_REQUIRE(families[0].samples.size() == 2U);
  BOOST_TEST((families[0].samples[0].labels == label_set{{"path", "/"}, {"code", "200"}}));
  BOOST_TEST(std::get<double>(families[0].samples[0].value) == 2);
  BOOST_TEST((families[0].samples[1].labels == label_set{{"path", "/"}, {"code", "404"}}));
  BOOST_TEST(std::get<double>(families[0].samples[1].value) == 2);
}

BOOST_AUTO_TEST_CASE(an_instrument_stays_where_it_is_while_others_come_and_go) {
  auto f = requests();
  auto& kept = f.with({"/", "200"});
  for (int i = 0; i < 1000; ++i) f.with({"/", std::to_string(i)});
  for (int i = 0; i < 1000; ++i)
    if (i != 200) BOOST_TEST(f.remove({"/", std::to_string(i)}));
  kept.increment();
  BOOST_TEST(f.collect({})[0].samples.size() == 1U);
  BOOST_TEST(f.with({"/", "200"}).value() == 1);
}

BOOST_AUTO_TEST_CASE(what_is_removed_is_gone_and_begins_anew) {
  auto f = requests();
  f.with({"/", "200"}).increment();
  BOOST_TEST(f.remove({"/", "200"}));
  BOOST_TEST(!f.remove({"/", "200"}));
  BOOST_TEST(!f.remove({"/"}));
  BOOST_TEST(f.collect({})[0].samples.empty());
  BOOST_TEST(f.with({"/", "200"}).value() == 0);
}

BOOST_AUTO_TEST_CASE(labels_that_are_not_the_familys_are_refused) {
  auto f = requests();
  BOOST_TEST(message_of([&] { f.with({"/"}); }) ==
             "family requests_total has the labels {path, code}, but was given the values {/}");
  BOOST_TEST(message_of([&] {
               f.with({"/", "200", "GET"});
             }) == "family requests_total has the labels {path, code}, but was given the values {/, 200, GET}");
  BOOST_TEST(message_of([&] {
               f.with_labels({{"path", "/"}, {"status", "200"}});
             }) == "family requests_total has the labels {path, code}, but was given {path, status}");
  BOOST_TEST(message_of([&] {
               f.with_labels({{"path", "/"}, {"code", "200"}, {"code", "404"}});
             }) == "family requests_total has the labels {path, code}, but was given {path, code, code}");
  BOOST_TEST(message_of([&] {
               f.with_labels({{"path", "/"}});
             }) == "family requests_total has the labels {path, code}, but was given {path}");
  BOOST_TEST(f.collect({})[0].samples.empty());
}

BOOST_AUTO_TEST_CASE(threads_may_ask_for_the_same_instruments_and_collect_together) {
  constexpr int each = 2'000;
  auto f = requests();
  on_threads(4, [&] {
    for (int i = 0; i < each; ++i) {
      f.with({"/", std::to_string(i % 20)}).increment();
      if (i % 100 == 0) f.collect({});
    }
  });
  const auto samples = f.collect({})[0].samples;
  BOOST_TEST(samples.size() == 20U);
  for (const auto& sample : samples) BOOST_TEST(std::get<double>(sample.value) == 4 * each / 20);
}

BOOST_AUTO_TEST_CASE(threads_may_remove_what_only_they_use) {
  auto f = requests();
  std::atomic<int> next{0};
  std::atomic<int> removed{0};
  on_threads(4, [&] {
    const auto own = std::to_string(next++);
    for (int i = 0; i < 500; ++i) {
      f.with({own, "200"}).increment();
      if (f.remove({own, "200"})) ++removed;
      f.collect({});
    }
  });
  BOOST_TEST(removed == 4 * 500);
  BOOST_TEST(f.collect({})[0].samples.empty());
}

BOOST_AUTO_TEST_CASE(names_are_what_prometheus_takes) {
  for (const auto* name : {"a", "A", "_", ":", "a1", "a_b:c", "__a"}) BOOST_TEST(is_metric_name(name), name);
  for (const auto* name : {"", "1a", "a-b", "a b", "a.b", "\u00E4", "a\n"}) BOOST_TEST(!is_metric_name(name), name);
  for (const auto* name : {"a", "A", "_", "a1", "_a", "le", "a__b"}) BOOST_TEST(is_label_name(name), name);
  for (const auto* name : {"", "1a", "a-b", "a:b", "a.b", "\u00E4", "__", "__name__"})
    BOOST_TEST(!is_label_name(name), name);
}

BOOST_AUTO_TEST_SUITE_END()
