#include "schedule/discovery_problems.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace std::chrono_literals;

namespace {

using problems = std::vector<hwmon::problem>;

const boost::system::error_code denied(13, boost::system::generic_category());
const boost::system::error_code missing(2, boost::system::generic_category());

hwmon::problem problem(const std::string& path, boost::system::error_code error = denied,
                       hwmon::device_class sought = hwmon::device_class::hwmon) {
  return {path, error, sought};
}

/// "failed path" or "recovered path" of each notice.
std::vector<std::string> replace(discovery_problems& known, problems now) {
  std::vector<notice> notices;
  known.replace(std::move(now), notices);
  std::vector<std::string> texts;
  for (const auto& n : notices)
    texts.push_back((n.what == notice::kind::discovery_failed ? "failed " : "recovered ") + n.path);
  return texts;
}

using texts = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(discovery_problems_suite)

BOOST_AUTO_TEST_CASE(a_problem_is_noted_when_it_comes_and_when_it_is_over) {
  discovery_problems known;
  BOOST_TEST(replace(known, {}) == texts{}, boost::test_tools::per_element());
  BOOST_TEST(replace(known, {problem("a"), problem("b")}) == (texts{"failed a", "failed b"}),
             boost::test_tools::per_element());
  BOOST_TEST(replace(known, {problem("a"), problem("b")}) == texts{}, boost::test_tools::per_element());
  BOOST_TEST(replace(known, {problem("b"), problem("c")}) == (texts{"failed c", "recovered a"}),
             boost::test_tools::per_element());
  BOOST_TEST(replace(known, {}) == (texts{"recovered b", "recovered c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(another_error_at_a_path_is_another_problem_and_another_class_of_device_is_not) {
  discovery_problems known;
  replace(known, {problem("a")});
  BOOST_TEST(replace(known, {problem("a", missing)}) == (texts{"failed a", "recovered a"}),
             boost::test_tools::per_element());
  std::vector<notice> notices;
  BOOST_TEST(known.replace({problem("a", missing, hwmon::device_class::thermal_zone)}, notices));
  BOOST_TEST(notices.empty());
  BOOST_TEST((known.list()->front().sought == hwmon::device_class::thermal_zone));
}

BOOST_AUTO_TEST_CASE(forty_thousand_problems_do_not_hold_up_the_strand) {
  problems some;
  for (int i = 0; i < 40'000; ++i) some.push_back(problem("sys/devices/system/cpu/cpu" + std::to_string(i)));
  discovery_problems known;
  const auto began = std::chrono::steady_clock::now();
  replace(known, some);
  BOOST_TEST(replace(known, problems(some.begin() + 1, some.end())).size() == 1u);
  BOOST_TEST((std::chrono::steady_clock::now() - began < 10s));  // comparing each with each takes minutes
}

BOOST_AUTO_TEST_SUITE_END()
