#include <cputemp/sampling/boot_clock.hpp>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <fstream>

using cputemp::sampling::boot_clock;
using namespace std::chrono_literals;

namespace {

/// Returns how long the machine was suspended, by the difference of the two clocks.
std::chrono::nanoseconds suspended() {
  return boot_clock::now().time_since_epoch() - std::chrono::steady_clock::now().time_since_epoch();
}

template <class Function>
int exit_code_of_child(Function run) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(run());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}

constexpr int no_namespace = 77;

/// Runs a function where CLOCK_BOOTTIME is a day ahead and CLOCK_MONOTONIC is not, as after a day of suspension: in a
/// time namespace (time_namespaces(7)). Returns no_namespace if none can be made.
template <class Function>
int after_a_day(Function run) {
  return exit_code_of_child([&] {
    if (::unshare(CLONE_NEWTIME) != 0) return no_namespace;
    std::ofstream offsets("/proc/self/timens_offsets");
    if (!(offsets << "boottime 86400 0\n" << std::flush)) return no_namespace;
    return exit_code_of_child(run);  // children are in the new namespace, this process is not
  });
}

boost::test_tools::assertion_result has_time_namespaces(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result result(after_a_day([] { return EXIT_SUCCESS; }) == EXIT_SUCCESS);
  result.message() << "a time namespace can't be made here";
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(boot_clock_suite)

BOOST_AUTO_TEST_CASE(the_clock_goes_forward) {
  const auto before = boot_clock::now();
  BOOST_TEST((boot_clock::now() >= before));
}

BOOST_AUTO_TEST_CASE(time_goes_on_while_the_machine_is_suspended,
                     *boost::unit_test::precondition(has_time_namespaces)) {
  const auto before = suspended();
  const int result = after_a_day([&] {
    const auto passed = suspended() - before;
    return passed > 24h - 1min && passed < 24h + 1min ? EXIT_SUCCESS : EXIT_FAILURE;
  });
  BOOST_TEST(result == EXIT_SUCCESS);
}

BOOST_AUTO_TEST_SUITE_END()
