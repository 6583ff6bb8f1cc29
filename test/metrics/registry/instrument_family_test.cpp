#include <cputemp/metrics/instrument_family.hpp>
#include <cputemp/metrics/registry.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include "on_threads.hpp"
#include "refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

using namespace cputemp::metrics;
using cputemp::metrics::test::message_of;
using cputemp::metrics::test::on_threads;

namespace {

instrument_family<counter> requests() {
  return {{"requests_total", "Requests", metric_type::counter, "", {"path", "code"}},
          [] { return std::make_unique<counter>(); }};
}

// Spellings that could only be mistakes do not compile.
template <class Family>
concept takes_a_label_of_three_texts = requires(Family f) {
  f.with({{"kind", "disk", "sda"}});
};
template <class Family>
concept takes_labels_mixed_with_values = requires(Family f) {
  f.with({{"kind", "disk"}, "sda"});
};
template <class Family>
concept takes_pairs_of_labels = requires(Family f) {
  f.with({{{"kind", "disk"}, {"name", "sda"}}});
};
template <class Family>
concept removes_pairs_of_labels = requires(Family f) {
  f.remove({{{"kind", "disk"}, {"name", "sda"}}});
};
template <class Set>
concept is_made_of_pairs_of_labels = requires {
  Set{{{"kind", "disk"}, {"name", "sda"}}, {"a", "b"}};
};
static_assert(!takes_a_label_of_three_texts<instrument_family<counter>>);
static_assert(!takes_labels_mixed_with_values<instrument_family<counter>>);
static_assert(!takes_pairs_of_labels<instrument_family<counter>>);
static_assert(!removes_pairs_of_labels<instrument_family<counter>>);
static_assert(!is_made_of_pairs_of_labels<label_set>);
static_assert(!std::is_constructible_v<label_text, const char*, const char*>);

}  // namespace

BOOST_AUTO_TEST_SUITE(instrument_family_suite)

BOOST_AUTO_TEST_CASE(a_family_has_one_instrument_for_each_set_of_values) {
  auto f = requests();
  auto& first = f.with({"/", "200"});
  first.increment();
  f.with({"/", "404"}).increment(2);
  f.with({{"code", "200"}, {"path", "/"}}).increment();
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

BOOST_AUTO_TEST_CASE(extra_braces_mean_labels_by_name) {
  registry r;
  auto& f = r.add_counter_family({"errors_total", "Errors"}, {"kind"});
  f.with({{"kind", "disk"}}).increment();
  f.with({"disk"}).increment();
  f.with({{"disk"}}).increment();
  f.with_labels({{"kind", "disk"}}).increment();
  f.with(std::array<std::string_view, 1>{"disk"}).increment();
  const std::string kind = "kind";
  const std::string disk = "disk";
  f.with({disk}).increment();
  f.with({{kind, disk}}).increment();
  BOOST_TEST(encode_text(r.gather({}).families) ==
             "# HELP errors_total Errors\n# TYPE errors_total counter\nerrors_total{kind=\"disk\"} 7\n");
  BOOST_TEST(f.remove({{"kind", "disk"}}));
  BOOST_TEST(!f.remove({"disk"}));
  f.with({disk});
  BOOST_TEST(f.remove(std::array<std::string_view, 1>{"disk"}));
  BOOST_TEST(message_of([&] {
               f.with({{"reason", "disk"}});
             }) == "family errors_total has the labels {kind}, but got {reason}");
}

BOOST_AUTO_TEST_CASE(extra_braces_around_label_names_make_no_difference) {
  registry r;
  r.add_counter_family({"errors_total", "Errors"}, {{"kind", "disk"}}).with({"read", "sda"}).increment();
  BOOST_TEST(encode_text(r.gather({}).families) ==
             "# HELP errors_total Errors\n# TYPE errors_total counter\nerrors_total{disk=\"sda\",kind=\"read\"} 1\n");
}

BOOST_AUTO_TEST_CASE(without_labels_there_is_one_instrument) {
  registry r;
  auto& f = r.add_gauge_family({"level", "Level"}, {});
  f.with({}).set(3);
  BOOST_TEST(f.with_labels({}).value() == 3);
  BOOST_TEST(encode_text(r.gather({}).families) == "# HELP level Level\n# TYPE level gauge\nlevel 3\n");
  BOOST_TEST(f.remove({}));
}

BOOST_AUTO_TEST_CASE(values_that_are_written_alike_are_one_instrument) {
  struct row {
    std::string_view given;
    std::string_view alike;
  };
  for (const auto& [given, alike] : {
           row{"a\tb", "a b"},
           row{"a\rb", "a\tb"},
           row{"a\x7F", "a\x1B"},
           row{"a\xFF", "a\xFE"},
           row{"a\xC3", "a\uFFFD"},
           row{{"a\0", 2}, "a "},
       })
    BOOST_TEST_CONTEXT(given << " beside " << alike) {
      registry r;
      auto& f = r.add_counter_family({"commands_total", "h"}, {"command"});
      auto& made = f.with({given});
      made.increment(7);
      f.with({alike}).increment();
      BOOST_TEST(&f.with({{"command", alike}}) == &made);
      BOOST_TEST(&f.with({given}) == &made);
      const auto gathered = r.gather({});
      BOOST_TEST(gathered.errors.empty());
      BOOST_TEST_REQUIRE(gathered.families.at(0).samples.size() == 1U);
      BOOST_TEST(std::get<double>(gathered.families[0].samples[0].value) == 8);
      BOOST_TEST(f.remove({given}));
      BOOST_TEST(!f.remove({alike}));
    }
}

BOOST_AUTO_TEST_CASE(values_that_are_written_as_they_are_stay_apart) {
  registry r;
  auto& f = r.add_counter_family({"commands_total", "h"}, {"command"});
  const std::vector<std::string_view> values = {"",       "a b",    "a  b",   "a\nb",       "a\\nb",     "a\"b",
                                                "\u0085", "\u00A0", "\u00E9", "e\u0301",    "\u2028",    "\uFEFF",
                                                "\uFFFD", "\uFFFE", "\uFFFF", "\U0001F525", "\U0010FFFF"};
  double number = 0;
  for (const auto& value : values) f.with({value}).increment(++number);
  const auto gathered = r.gather({});
  BOOST_TEST(gathered.errors.empty());
  std::map<std::string, double> seen;
  for (const auto& each : gathered.families.at(0).samples)
    seen.emplace(each.labels.begin()->value, std::get<double>(each.value));
  BOOST_TEST(seen.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    BOOST_TEST(seen[std::string(values[i])] == static_cast<double>(i + 1), values[i]);
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

BOOST_AUTO_TEST_CASE(a_removed_instrument_is_gone_and_starts_again_at_zero) {
  auto f = requests();
  f.with({"/", "200"}).increment();
  BOOST_TEST(f.remove({"/", "200"}));
  BOOST_TEST(!f.remove({"/", "200"}));
  BOOST_TEST(!f.remove({"/"}));
  BOOST_TEST(f.collect({})[0].samples.empty());
  BOOST_TEST(f.with({"/", "200"}).value() == 0);
  BOOST_TEST(!f.remove({{"path", "/"}, {"status", "200"}}));
  BOOST_TEST(!f.remove({{"path", "/"}}));
  BOOST_TEST(f.remove({{"code", "200"}, {"path", "/"}}));
  BOOST_TEST(f.collect({})[0].samples.empty());
}

BOOST_AUTO_TEST_CASE(labels_that_are_not_the_familys_are_refused) {
  auto f = requests();
  BOOST_TEST(message_of([&] { f.with({"/"}); }) ==
             "family requests_total has the labels {path, code}, but got the values {/}");
  BOOST_TEST(message_of([&] {
               f.with({"/", "200", "GET"});
             }) == "family requests_total has the labels {path, code}, but got the values {/, 200, GET}");
  BOOST_TEST(message_of([&] {
               f.with({{"path", "/"}, {"status", "200"}});
             }) == "family requests_total has the labels {path, code}, but got {path, status}");
  BOOST_TEST(message_of([&] {
               f.with({{"path", "/"}, {"code", "200"}, {"code", "404"}});
             }) == "family requests_total has the labels {path, code}, but got {path, code, code}");
  BOOST_TEST(message_of([&] {
               f.with({{"path", "/"}});
             }) == "family requests_total has the labels {path, code}, but got {path}");
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

BOOST_AUTO_TEST_CASE(a_new_instrument_is_made_while_threads_look_up_without_pause) {
  // On a lock that favours readers some 300,000 lookups overtake each creation.
  constexpr int created = 100;
  constexpr long bound = created * 20'000L;
  auto f = requests();
  for (int i = 0; i < 1000; ++i) f.with({"/", std::to_string(i)});
  std::array<std::atomic<long>, 4> lookups{};
  const auto sum = [&] {
    long total = 0;
    for (const auto& each : lookups) total += each.load(std::memory_order_relaxed);
    return total;
  };
  long overtook = 0;
  {
    std::vector<std::jthread> threads;
    for (auto& count : lookups)
      threads.emplace_back([&f, &count](const std::stop_token& stop) {
        std::vector<std::string> codes;
        for (int i = 0; i < 1000; ++i) codes.push_back(std::to_string(i));
        // A creation that they keep out for good ends with their patience.
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!stop.stop_requested() && std::chrono::steady_clock::now() < patience)
          for (const auto& code : codes) {
            f.with({"/", code});
            count.fetch_add(1, std::memory_order_relaxed);
          }
      });
    while (sum() < 10'000) std::this_thread::yield();
    for (int i = 0; i < created && overtook < bound; ++i) {
      const auto before = sum();
      f.with({"/new", std::to_string(i)});
      overtook += sum() - before;
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
  }
  BOOST_TEST_MESSAGE(overtook / created << " lookups overtook a creation");
  BOOST_TEST(overtook < bound);
}

BOOST_AUTO_TEST_SUITE_END()
