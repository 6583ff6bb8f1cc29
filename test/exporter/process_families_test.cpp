#include "process_families.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

using namespace cputemp;

namespace {

std::map<std::string, double> families(const std::filesystem::path& procfs) {
  std::vector<metrics::metric_family> all;
  exporter::append_process_families(all, procfs);
  std::map<std::string, double> values;
  for (const auto& f : all) {
    BOOST_TEST_REQUIRE(f.samples.size() == 1u);
    values.emplace(f.name, std::get<double>(f.samples.front().value));
  }
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(process_families_suite)

BOOST_AUTO_TEST_CASE(all_nine_tell_about_this_process) {
  auto values = families("/proc");
  BOOST_TEST(values.size() == 9u);
  const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  BOOST_TEST(values.at("process_start_time_seconds") <= now + 2);  // the kernel rounds the time of boot
  BOOST_TEST(values.at("process_start_time_seconds") > now - 3600);
  BOOST_TEST(values.at("process_resident_memory_bytes") > 1e6);
  BOOST_TEST(values.at("process_virtual_memory_bytes") > values.at("process_resident_memory_bytes"));
  BOOST_TEST(values.at("process_virtual_memory_max_bytes") >= values.at("process_virtual_memory_bytes"));
  BOOST_TEST(values.at("process_network_receive_bytes_total") >= 0);
  BOOST_TEST(values.at("process_network_transmit_bytes_total") >= 0);
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  BOOST_TEST(values.at("process_max_fds") == static_cast<double>(limit.rlim_cur));
}

BOOST_AUTO_TEST_CASE(cpu_time_counts_since_the_process_started_and_of_no_other_counter_that_is_known) {
  std::vector<metrics::metric_family> all;
  exporter::append_process_families(all, "/proc");
  const auto start = std::chrono::duration<double>(families("/proc").at("process_start_time_seconds"));
  for (const auto& f : all) {
    const auto created = f.samples.front().created;
    BOOST_TEST(created.has_value() == (f.name == "process_cpu_seconds_total"), f.name);
    if (created) BOOST_TEST(std::abs((created->time_since_epoch() - start).count()) < 1e-3);
  }
}

BOOST_AUTO_TEST_CASE(cpu_time_grows_with_work) {
  const auto before = families("/proc").at("process_cpu_seconds_total");
  auto after = before;
  volatile unsigned long work = 0;
  for (int rounds = 0; rounds < 1000 && after < before + 0.05; ++rounds) {
    for (int i = 0; i < 1'000'000; ++i) work = work + 1;
    after = families("/proc").at("process_cpu_seconds_total");
  }
  BOOST_TEST(after >= before + 0.05);
}

BOOST_AUTO_TEST_CASE(an_open_descriptor_counts_once) {
  const auto before = families("/proc").at("process_open_fds");
  const int descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  BOOST_TEST(families("/proc").at("process_open_fds") == before + 1);
  ::close(descriptor);
  BOOST_TEST(families("/proc").at("process_open_fds") == before);
}

BOOST_AUTO_TEST_CASE(without_a_procfs_only_the_limits_are_known) {
  const auto values = families("/nowhere");
  BOOST_TEST(values.size() == 2u);
  BOOST_TEST(values.contains("process_max_fds"));
  BOOST_TEST(values.contains("process_virtual_memory_max_bytes"));
}

BOOST_AUTO_TEST_CASE(what_is_odd_below_a_procfs_is_absent_and_does_no_harm) {
  const auto root = std::filesystem::temp_directory_path() / ("process_families_test." + std::to_string(::getpid()));
  std::filesystem::create_directories(root / "self/net");
  std::ofstream(root / "self/stat") << "1 (x) S a b c d e f g h i j k l m n o p q r s t u v w";
  std::ofstream(root / "stat") << "btime soon\n";
  std::ofstream(root / "self/net/netstat") << "IpExt: InOctets OutOctets\nIpExt: many few\n";
  const auto values = families(root);
  std::filesystem::remove_all(root);
  BOOST_TEST(values.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
