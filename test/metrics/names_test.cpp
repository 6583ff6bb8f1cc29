#include <cputemp/metrics/names.hpp>

#include <boost/test/unit_test.hpp>

using namespace cputemp::metrics;

BOOST_AUTO_TEST_SUITE(names_suite)

BOOST_AUTO_TEST_CASE(names_are_what_prometheus_takes) {
  for (const auto* name : {"a", "A", "_", ":", "a1", "a_b:c", "__a"}) BOOST_TEST(is_metric_name(name), name);
  for (const auto* name : {"", "1a", "a-b", "a b", "a.b", "\u00E4", "a\n"}) BOOST_TEST(!is_metric_name(name), name);
  for (const auto* name : {"a", "A", "_", "a1", "_a", "le", "a__b"}) BOOST_TEST(is_label_name(name), name);
  for (const auto* name : {"", "1a", "a-b", "a:b", "a.b", "\u00E4", "__", "__name__"})
    BOOST_TEST(!is_label_name(name), name);
}

BOOST_AUTO_TEST_SUITE_END()
