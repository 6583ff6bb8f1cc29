#include "sample_order.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <vector>

using namespace cputemp;
using metrics::label_set;
using metrics::metric_family;

namespace {

metric_family family(const std::string& name, const std::vector<label_set>& series) {
  metric_family f{name, "", metrics::metric_type::gauge, {}};
  for (const auto& labels : series) f.add(labels, std::stod(labels.begin()->value));
  return f;
}

std::string text_of(const std::vector<metric_family>& families) {
  std::string text;
  for (const auto& f : families) {
    text += f.name;
    for (const auto& s : f.samples)
      text += ' ' + std::string(s.labels.text()) + '=' + std::to_string(std::get<double>(s.value));
    text += '\n';
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample_order_suite)

BOOST_AUTO_TEST_CASE(whatever_comes_is_sorted_as_metrics_sort_does) {
  std::mt19937 random;  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same cases each time
  std::vector<label_set> all;
  for (int i = 10; i < 40; ++i) all.push_back({{"n", std::to_string(i)}});
  exporter::sample_order order;
  std::vector<label_set> series = all;
  for (int round = 0; round < 300; ++round) {
    // The same series again, in another sequence, or other ones.
    if (round % 3 == 1) std::ranges::shuffle(series, random);
    if (round % 3 == 2) {
      series.clear();
      std::ranges::sample(all, std::back_inserter(series), 10 + round % 20, random);
    }
    std::vector<metric_family> sorted = {family("b", series), family("a", {all[3], all[1]}), family("c", {})};
    auto expected = sorted;
    metrics::sort(expected);
    order.sort(sorted);
    BOOST_TEST_REQUIRE(text_of(sorted) == text_of(expected));
    if (round % 7 == 0) order.forget_unused();
  }
}

BOOST_AUTO_TEST_CASE(of_samples_with_the_same_labels_the_first_stays) {
  exporter::sample_order order;
  for (const std::vector<std::string>& came :
       {std::vector<std::string>{"1", "2", "2"}, {"2", "1", "2", "1"}, {"1", "1"}}) {
    for (int time = 0; time < 2; ++time) {  // as it is worked out, and as it is remembered
      metric_family f{"a", "", metrics::metric_type::gauge, {}};
      for (std::size_t i = 0; i < came.size(); ++i) f.add({{"n", came[i]}}, static_cast<double>(i));
      std::vector<metric_family> families = {f};
      order.sort(families);
      std::string expected;
      for (const std::string n : {"1", "2"})
        if (const auto first = std::ranges::find(came, n); first != came.end())
          expected += " n=\"" + n + "\"=" + std::to_string(static_cast<double>(first - came.begin()));
      BOOST_TEST(text_of(families) == "a" + expected + '\n');
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
