#include <cputemp/metrics/label_set.hpp>

#include <boost/test/unit_test.hpp>

using namespace cputemp::metrics;

BOOST_AUTO_TEST_SUITE(label_set_suite)

BOOST_AUTO_TEST_CASE(labels_are_sorted_by_name) {
  const label_set labels{{"sensor", "temp1"}, {"chip", "a"}};
  BOOST_TEST(labels.begin()[0].name == "chip");
  BOOST_TEST(labels.begin()[1].name == "sensor");
  BOOST_TEST((labels == label_set{{"chip", "a"}, {"sensor", "temp1"}}));
}

BOOST_AUTO_TEST_CASE(one_more_label_leaves_the_others_alone) {
  const label_set chip{{"chip", "a"}, {"sensor", "temp1"}};
  const auto limit = chip.with("limit", "max");
  BOOST_TEST((limit == label_set{{"chip", "a"}, {"limit", "max"}, {"sensor", "temp1"}}));
  BOOST_TEST((chip.end() - chip.begin()) == 2);
}

BOOST_AUTO_TEST_CASE(values_that_would_be_written_alike_are_one) {
  const label_set labels{{"label", "25 \xB0\x01\"C\"\n"}};
  BOOST_TEST(labels.begin()->value == "25 \uFFFD \"C\"\n");
  BOOST_TEST(labels.text() == "label=\"25 \uFFFD \\\"C\\\"\\n\"");
  BOOST_TEST((labels == label_set{{"label", "25 \xFF\x02\"C\"\n"}}));
}

BOOST_AUTO_TEST_CASE(no_labels_come_before_any) {
  BOOST_TEST(label_set().empty());
  BOOST_TEST((label_set() < label_set{{"a", ""}}));
  BOOST_TEST((label_set() == label_set(std::vector<label>{})));
}

BOOST_AUTO_TEST_SUITE_END()
