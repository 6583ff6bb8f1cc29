#include <cputemp/metrics/registry.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include "refusal.hpp"
#include "scripted_collector.hpp"
#include "type_name.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using cputemp::metrics::collector;
using cputemp::metrics::encode_text;
using cputemp::metrics::family_description;
using cputemp::metrics::histogram_value;
using cputemp::metrics::metric_family;
using cputemp::metrics::metric_type;
using cputemp::metrics::name_of;
using cputemp::metrics::native_settings;
using cputemp::metrics::registry;
using cputemp::metrics::shared_value;
using cputemp::metrics::summary_value;
using namespace cputemp::metrics::test;
using enum metric_type;

namespace {

using errors = std::vector<std::string>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::string text_of(const registry& r) { return encode_text(r.gather(now).families); }

/// Returns the message with which these are refused when they are added one after the other.
std::string refusal(const std::vector<family_description>& described) {
  registry r;
  return message_of([&] {
    for (const auto& each : described) r.add(giving({each}, {}));
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(registry_suite)

BOOST_AUTO_TEST_CASE(an_empty_one_gathers_nothing) {
  const auto gathered = registry().gather(now);
  BOOST_TEST(gathered.families.empty());
  BOOST_TEST(gathered.errors.empty());
}

BOOST_AUTO_TEST_CASE(instruments_of_all_types_are_gathered_sorted) {
  registry r;
  r.add_summary({"wait_seconds", "Waits", "seconds"}, {.ranks = {0.5, 1}}).observe(3, now);
  r.add_histogram({"size_bytes", "Sizes", "bytes"}, {10, 100}, native_settings{}).observe(50);
  auto& ops = r.add_counter_family({"ops_total", "Operations"}, {"verb", "area"});
  ops.with({"put", "b"}).increment();
  ops.with({"get", "b"}).increment(2);
  ops.with({"put", "a"}).increment(3);
  r.add_gauge({"level", "Level"}).set(-1);
  r.add_gauge_family({"unused", "No child yet"}, {"a"});
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors == errors{}, boost::test_tools::per_element());
  BOOST_TEST(encode_text(gathered.families) == R"(# HELP level Level
# TYPE level gauge
level -1
# HELP ops_total Operations
# TYPE ops_total counter
ops_total{area="a",verb="put"} 3
ops_total{area="b",verb="get"} 2
ops_total{area="b",verb="put"} 1
# HELP size_bytes Sizes
# TYPE size_bytes histogram
size_bytes_bucket{le="10"} 0
size_bytes_bucket{le="100"} 1
size_bytes_bucket{le="+Inf"} 1
size_bytes_sum 50
size_bytes_count 1
# HELP wait_seconds Waits
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 3
wait_seconds{quantile="1"} 3
wait_seconds_sum 3
wait_seconds_count 1
)");
  BOOST_TEST(gathered.families[2].unit == "bytes");
  BOOST_TEST(std::get<shared_value<histogram_value>>(gathered.families[2].samples[0].value)->native->positive.size() ==
             1U);
}

BOOST_AUTO_TEST_CASE(time_reaches_the_windows_and_the_collectors) {
  registry r;
  r.add_summary({"wait", "h"}).observe(1, now);
  std::vector<time_point> asked;
  r.add(std::make_shared<scripted>(std::vector<family_description>{{"x", "h", gauge}}, [&](time_point at) {
    asked.push_back(at);
    return std::vector<metric_family>{};
  }));
  const auto later = now + std::chrono::hours(1);
  const auto gathered = r.gather(later);
  BOOST_TEST(std::get<shared_value<summary_value>>(gathered.families[0].samples[0].value)->quantiles.empty());
  BOOST_TEST((asked == std::vector{later}));
}

BOOST_AUTO_TEST_CASE(labelled_histograms_and_summaries_have_the_settings_of_their_family) {
  registry r;
  r.add_histogram_family({"h", "h"}, {"a"}, {1}).with({"x"}).observe(2);
  r.add_summary_family({"s", "h"}, {"a"}, {.ranks = {1}}).with({"x"}).observe(2, now);
  BOOST_TEST(text_of(r) == R"(# HELP h h
# TYPE h histogram
h_bucket{a="x",le="1"} 0
h_bucket{a="x",le="+Inf"} 1
h_sum{a="x"} 2
h_count{a="x"} 1
# HELP s h
# TYPE s summary
s{a="x",quantile="1"} 2
s_sum{a="x"} 2
s_count{a="x"} 1
)");
}

BOOST_AUTO_TEST_CASE(a_collector_that_is_removed_is_asked_no_more) {
  registry r;
  const auto source = giving("a", 1);
  r.add(source);
  r.add(giving("b", 2));
  BOOST_TEST(r.remove(*source));
  BOOST_TEST(!r.remove(*source));
  BOOST_TEST(text_of(r) == "# HELP b h\n# TYPE b gauge\nb 2\n");
  r.add(source);
  BOOST_TEST(text_of(r) == "# HELP a h\n# TYPE a gauge\na 1\n# HELP b h\n# TYPE b gauge\nb 2\n");
}

BOOST_AUTO_TEST_CASE(the_registry_keeps_a_collector_alive) {
  registry r;
  auto source = giving("a", 1);
  const std::weak_ptr<const collector> seen = source;
  r.add(std::move(source));
  BOOST_TEST(!seen.expired());
  r.remove(*seen.lock());
  BOOST_TEST(seen.expired());
}

BOOST_AUTO_TEST_CASE(two_collectors_may_feed_one_family) {
  registry r;
  const family_description described{"disk_celsius", "Disks", gauge, "celsius", {"disk"}};
  for (const auto* disk : {"sdb", "sda"})
    r.add(giving({described}, {{"disk_celsius", "Disks", gauge, {{{{"disk", disk}}, 30.0}}, "celsius"}}));
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors == errors{}, boost::test_tools::per_element());
  BOOST_TEST(encode_text(gathered.families) ==
             "# HELP disk_celsius Disks\n# TYPE disk_celsius gauge\n"
             "disk_celsius{disk=\"sda\"} 30\ndisk_celsius{disk=\"sdb\"} 30\n");
}

BOOST_AUTO_TEST_CASE(descriptions_that_can_not_be_exposed_are_refused) {
  struct row {
    family_description described;
    std::string_view message;
  };
  for (const auto& [described, message] : {
           row{{"9a", "", gauge}, "\"9a\" is not a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)"},
           row{{"", "", gauge}, "\"\" is not a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)"},
           row{{"a", "", counter}, "family a is a counter, but its name does not end in _total"},
           row{{"a_celsius", "", gauge, "kelvins"},
               "family a_celsius has the unit kelvins, but its name does not end in _kelvins"},
           row{{"acelsius", "", gauge, "celsius"},
               "family acelsius has the unit celsius, but its name does not end in _celsius"},
           row{{"a_total", "", counter, "seconds"},
               "family a_total has the unit seconds, but its name does not end in _seconds_total"},
           row{{"_total", "", counter}, "family _total has no name before _total"},
           row{{"a", "", info}, "family a is an info, but its name does not end in _info"},
           row{{"_info", "", info}, "family _info has no name before _info"},
           row{{"a_seconds_info", "", info, "seconds"},
               "family a_seconds_info is an info and has the unit seconds, but no number that could have it"},
           row{{"a", "", gauge, "", {"a-b"}},
               "family a: \"a-b\" is not a label name ([a-zA-Z_][a-zA-Z0-9_]*, not beginning with __)"},
           row{{"a", "", gauge, "", {"__a"}},
               "family a: \"__a\" is not a label name ([a-zA-Z_][a-zA-Z0-9_]*, not beginning with __)"},
           row{{"a", "", gauge, "", {"x", "y", "x"}}, "family a has the label x twice"},
           row{{"a", "", histogram, "", {"le"}}, "family a: the label le belongs to the format of a histogram"},
           row{{"a", "", summary, "", {"quantile"}}, "family a: the label quantile belongs to the format of a summary"},
           row{{"a", "", summary, "", {"le"}}, "taken"},
           row{{"a", "", histogram, "", {"quantile"}}, "taken"},
           row{{"a_seconds_total", "", counter, "seconds"}, "taken"},
           row{{"a_seconds", "", gauge, "seconds"}, "taken"},
           row{{"a_info", "", info}, "taken"},
           row{{"a_info", "", gauge}, "taken"},
           row{{"a_total", "", gauge}, "taken"},
       })
    BOOST_TEST(refusal({described}) == message);
}

BOOST_AUTO_TEST_CASE(families_that_do_not_agree_are_refused_with_both_sides) {
  struct row {
    family_description registered;
    family_description added;
    std::string_view message;
  };
  for (const auto& [registered, added, message] : {
           row{{"a", "h", gauge}, {"a", "h", summary}, "family a is registered as a gauge, and now as a summary"},
           row{{"a", "h", gauge}, {"a", "i", gauge}, "family a is registered with the HELP \"h\", and now with \"i\""},
           row{{"a_s", "h", gauge, "s"},
               {"a_s", "h", gauge},
               "family a_s is registered with the unit \"s\", and now with \"\""},
           row{{"a", "h", gauge, "", {"y", "x"}},
               {"a", "h", gauge, "", {"z", "x"}},
               "family a is registered with the labels {x, y}, and now with {x, z}"},
           row{{"a", "h", gauge, "", {"y", "x"}}, {"a", "h", gauge, "", {"x", "y"}}, "taken"},
           row{{"a_info", "h", info},
               {"a_info", "h", gauge},
               "family a_info is registered as an info, and now as a gauge"},
           row{{"a", "", gauge},
               {"a_total", "", counter},
               "the gauge a and the counter a_total are both named a in OpenMetrics: one of them needs another name"},
           row{{"a_info", "", info},
               {"a", "", histogram},
               "the info a_info and the histogram a are both named a in OpenMetrics: one of them needs another name"},
           row{{"a_info", "", info},
               {"a_total", "", counter},
               "the info a_info and the counter a_total are both named a in OpenMetrics: one of them needs another "
               "name"},
           row{{"a_info", "", gauge}, {"a_total", "", counter}, "taken"},
           row{{"a", "", gauge}, {"a_sum", "", gauge}, "taken"},
       }) {
    BOOST_TEST(refusal({registered, added}) == message);
    registry r;
    BOOST_TEST(message_of([&, both = std::vector{registered, added}] { r.add(giving(both, {})); }) == message);
  }
}

BOOST_AUTO_TEST_CASE(families_with_the_name_of_a_series_of_another_are_refused) {
  struct row {
    family_description owner;
    std::string_view taken_names;  // after `a`, of gauges
    std::string_view free_names;
  };
  for (const auto& [owner, taken_names, free_names] : {
           row{{"a_total", "", counter}, "_created", "_total_created _bucket _count _sum _info"},
           row{{"a", "", gauge}, "", "_total _created _bucket _count _sum _info"},
           row{{"a", "", histogram}, "_bucket _count _sum _created", "_total _info"},
           row{{"a", "", summary}, "_count _sum _created", "_bucket _total _info"},
           row{{"a_info", "", info}, "", "_total _created _bucket _count _sum"},
       }) {
    for (const auto& [names, is_taken] : {std::pair(taken_names, true), std::pair(free_names, false)}) {
      std::istringstream suffixes{std::string(names)};
      for (std::string suffix; suffixes >> suffix;) {
        const family_description other{"a" + suffix, "", gauge};
        const auto message = !is_taken ? "taken"
                                       : "family " + other.name + " has the name of a series of the " +
                                             std::string(name_of(owner.type)) + " " + owner.name +
                                             ": one of them needs another name";
        BOOST_TEST(refusal({owner, other}) == message);
        BOOST_TEST(refusal({other, owner}) == message);
      }
    }
  }
  BOOST_TEST(refusal({{"a", "", summary}, {"a_sum_total", "", counter}}) ==
             "family a_sum_total, in OpenMetrics a_sum, has the name of a series of the summary a: "
             "one of them needs another name");
}

BOOST_AUTO_TEST_CASE(an_instrument_or_a_collector_can_not_be_added_twice) {
  registry r;
  r.add_counter({"a_total", "h"}).increment();
  BOOST_TEST(message_of([&] { r.add_counter({"a_total", "h"}); }) == "family a_total is registered already");
  BOOST_TEST(message_of([&] {
               r.add_gauge({"a_total", "h"});
             }) == "family a_total is registered as a counter, and now as a gauge");
  const auto source = giving("b", 1);
  r.add(source);
  BOOST_TEST(message_of([&] { r.add(source); }) == "a collector is added twice");
  BOOST_TEST(text_of(r) == "# HELP a_total h\n# TYPE a_total counter\na_total 1\n# HELP b h\n# TYPE b gauge\nb 1\n");
}

BOOST_AUTO_TEST_CASE(settings_of_instruments_are_checked_when_they_are_added) {
  registry r;
  BOOST_TEST(message_of([&] { r.add_histogram({"a", "h"}, {2, 1}); }) == "family a: bucket bound 1 comes after 2");
  BOOST_TEST(message_of([&] {
               r.add_histogram_family({"a", "h"}, {"x"}, {1}, native_settings{.schema = 20});
             }) == "family a: native schema 20 is not in -4 to 8");
  BOOST_TEST(message_of([&] {
               r.add_summary({"a", "h"}, {.ranks = {2}});
             }) == "family a: quantile rank 2 is not in 0 to 1");
  BOOST_TEST(message_of([&] { r.add_gauge({"a", "h"}); }) == "taken");
}

BOOST_AUTO_TEST_CASE(a_collector_may_use_the_registry) {
  registry r;
  auto& asked = r.add_counter({"asked_total", "h"});
  r.add(std::make_shared<scripted>(std::vector<family_description>{{"z", "h", gauge}}, [&](time_point) {
    asked.increment();
    if (asked.value() == 1) r.add_gauge({"late", "h"}).set(1);
    return std::vector<metric_family>{};
  }));
  text_of(r);
  BOOST_TEST(
      text_of(r) ==
      "# HELP asked_total h\n# TYPE asked_total counter\nasked_total 1\n# HELP late h\n# TYPE late gauge\nlate 1\n");
}

BOOST_AUTO_TEST_CASE(threads_may_add_count_remove_and_gather_together) {
  registry r;
  auto& ops = r.add_counter_family({"ops_total", "h"}, {"thread"});
  auto& sizes = r.add_histogram({"size", "h"}, {1, 10}, native_settings{});
  auto& waits = r.add_summary({"wait", "h"});
  std::atomic<int> next{0};
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        const auto own = std::to_string(next++);
        for (int i = 0; i < 200; ++i) {
          ops.with({own}).increment();
          sizes.observe(i);
          waits.observe(i, now);
          const auto source = giving("gauge_" + own, i);
          r.add(source);
          const auto gathered = r.gather(now);
          if (!gathered.errors.empty() || gathered.families.size() < 4) throw std::logic_error("lost in the registry");
          r.remove(*source);
        }
      });
  }
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors.empty());
  BOOST_TEST_REQUIRE(gathered.families.size() == 3U);
  for (const auto& sample : gathered.families[0].samples) BOOST_TEST(std::get<double>(sample.value) == 200);
  BOOST_TEST(std::get<shared_value<histogram_value>>(gathered.families[1].samples[0].value)->count == 800U);
  BOOST_TEST(std::get<shared_value<summary_value>>(gathered.families[2].samples[0].value)->count == 800U);
}

BOOST_AUTO_TEST_SUITE_END()
