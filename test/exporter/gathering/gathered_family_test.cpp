#include "gathering/gathered_family.hpp"

#include <cputemp/metrics/number_text.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace cputemp;
using namespace std::chrono_literals;
using exporter::gathered_family;
using metrics::label_set;
using metrics::metric_family;
using metrics::sample_value;

namespace {

using series = std::vector<std::pair<std::string, double>>;

gathered_family empty() { return gathered_family({"a", "", metrics::metric_type::gauge, {}}); }

/// The samples of a snapshot, one after the other; whether the family says that it changed.
bool gather(gathered_family& family, const series& samples) {
  family.begin();
  for (const auto& [n, value] : samples) family.add(label_set{{"n", n}}, value);
  return family.end();
}

std::string lines(const metric_family& family) {
  std::string text;
  for (const auto& s : family.samples) {
    text += std::string(s.labels.text()) + ' ';
    metrics::append_value(text, std::get<double>(s.value));
    text += '\n';
  }
  return text;
}

/// What it should hold: in order, and the first of those that are alike.
std::string expected(const series& samples) {
  std::map<std::string, double> firsts(samples.begin(), samples.end());
  std::string text;
  for (const auto& [n, value] : firsts) {
    text += "n=\"" + n + "\" ";
    metrics::append_value(text, value);
    text += '\n';
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gathered_family_suite)

BOOST_AUTO_TEST_CASE(whatever_comes_is_in_order_with_the_first_of_those_that_are_alike_and_a_change_is_told) {
  std::mt19937 random;  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same cases each time
  series all;
  for (int i = 10; i < 40; ++i) all.emplace_back(std::to_string(i), i);
  auto family = empty();
  series samples = all;
  std::string before;
  for (unsigned round = 0; round < 1'000; ++round) {
    switch (round % 8) {
      case 1:  // the same series in another sequence
        std::ranges::shuffle(samples, random);
        break;
      case 3:  // other ones, or none at all
        samples.clear();
        std::ranges::sample(all, std::back_inserter(samples), static_cast<std::ptrdiff_t>(round % 5 * 10), random);
        break;
      case 5:  // some of them twice
        if (samples.size() > 3) samples[round % samples.size()].first = samples.front().first;
        break;
      case 6:  // other values
        for (auto& [n, value] : samples) value += static_cast<double>(round % 3);
        break;
      default:  // the very same
        break;
    }
    const bool changed = gather(family, samples);
    const auto now = lines(family.family());
    BOOST_TEST_REQUIRE(now == expected(samples));
    BOOST_TEST_REQUIRE((changed || now == before));
    before = now;
  }
}

BOOST_AUTO_TEST_CASE(what_says_the_same_is_no_change) {
  auto family = empty();
  BOOST_TEST(!gather(family, {}));
  BOOST_TEST(gather(family, {{"2", 5}, {"1", 6}}));
  BOOST_TEST(!gather(family, {{"2", 5}, {"1", 6}}));
  BOOST_TEST(gather(family, {{"2", 5}, {"1", 7}}));
  BOOST_TEST(!gather(family, {{"2", 5}, {"1", 7}}));
  BOOST_TEST(gather(family, {{"2", 5}}));
  BOOST_TEST(!gather(family, {{"2", 5}}));
  BOOST_TEST(gather(family, {}));
  BOOST_TEST(!gather(family, {}));
}

BOOST_AUTO_TEST_CASE(zero_and_minus_zero_are_not_the_same_and_nan_is) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  auto family = empty();
  gather(family, {{"1", 0.0}});
  BOOST_TEST(gather(family, {{"1", -0.0}}));
  BOOST_TEST(std::signbit(std::get<double>(family.family().samples.front().value)));
  BOOST_TEST(gather(family, {{"1", nan}}));
  BOOST_TEST(!gather(family, {{"1", nan}}));
}

BOOST_AUTO_TEST_CASE(another_time_since_which_it_counts_and_another_type_of_value_are_changes) {
  using time_point = std::chrono::system_clock::time_point;
  auto family = empty();
  const auto changed = [&](sample_value value, std::optional<time_point> created) {
    family.begin();
    family.add({}, std::move(value), created);
    return family.end();
  };
  BOOST_TEST(changed(1.0, {}));
  BOOST_TEST(changed(1.0, time_point(1s)));
  BOOST_TEST(changed(1.0, time_point(2s)));
  BOOST_TEST(!changed(1.0, time_point(2s)));
  const metrics::summary_value summary{{{0.5, 40}}, 1, 40};
  BOOST_TEST(changed(summary, time_point(2s)));
  BOOST_TEST(!changed(summary, time_point(2s)));
  BOOST_TEST(changed(metrics::summary_value{{{0.5, 41}}, 1, 40}, time_point(2s)));
}

BOOST_AUTO_TEST_CASE(what_was_begun_and_not_ended_leaves_nothing_behind_but_a_change) {
  auto family = empty();
  gather(family, {{"1", 1}, {"2", 2}});
  for (const series& aborted : {series{{"1", 7}}, series{{"3", 3}}, series{}}) {
    gather(family, {{"1", 1}, {"2", 2}});
    family.begin();
    for (const auto& [n, value] : aborted) family.add(label_set{{"n", n}}, value);
    BOOST_TEST(gather(family, {{"1", 1}, {"2", 2}}) == !aborted.empty());
    BOOST_TEST(lines(family.family()) == expected({{"1", 1}, {"2", 2}}));
  }
}

BOOST_AUTO_TEST_SUITE_END()
