#include <cputemp/metrics/metric_family.hpp>

#include <boost/test/unit_test.hpp>

using namespace cputemp::metrics;

BOOST_AUTO_TEST_SUITE(metric_family_suite)

BOOST_AUTO_TEST_CASE(a_histogram_or_summary_is_shared_with_its_copies_and_compares_by_value) {
  const sample_value made = summary_value{{{0.5, 1}}, 3, 5};
  const std::vector<sample_value> copies(2, made);
  const auto of = [](const sample_value& value) -> const summary_value& {
    return std::get<shared_value<summary_value>>(value);
  };
  BOOST_TEST(&of(made) == &of(copies.back()));
  BOOST_TEST((made == copies.back()));
  BOOST_TEST((made == sample_value(summary_value{{{0.5, 1}}, 3, 5})));
  BOOST_TEST((made != sample_value(summary_value{{{0.5, 1}}, 3, 6})));
  BOOST_TEST((made != sample_value(histogram_value{{}, 3, 5})));
}

BOOST_AUTO_TEST_CASE(a_value_that_is_shared_already_is_not_copied) {
  const auto known = std::make_shared<const summary_value>();
  const sample_value value = known;
  BOOST_TEST(std::get<shared_value<summary_value>>(value).operator->() == known.get());
}

BOOST_AUTO_TEST_SUITE_END()
