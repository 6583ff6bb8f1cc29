#include "self/process_families.hpp"

#include "gathered.hpp"

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
using namespace std::chrono_literals;

namespace {

using sampling::boot_clock;

std::map<std::string, double> families(exporter::process_families& process,
                                       boot_clock::time_point now = boot_clock::now()) {
  const auto all = exporter::test::gathered([&](auto& to) { process.append_to(to, now); });
  std::map<std::string, double> values;
  for (const auto& f : all) {
    BOOST_TEST_REQUIRE(f.samples.size() == 1u);
    values.emplace(f.name, std::get<double>(f.samples.front().value));
  }
  return values;
}

std::map<std::string, double> families(const std::filesystem::path& procfs) {
  exporter::process_families process(procfs);
  return families(process);
}

/// A procfs with the contents that a test gives it.
class made_procfs {
 public:
  made_procfs() : root(std::filesystem::temp_directory_path() / ("made_procfs." + std::to_string(::getpid()))) {
    std::filesystem::create_directories(root / "self/net");
  }
  made_procfs(const made_procfs&) = delete;
  made_procfs& operator=(const made_procfs&) = delete;
  ~made_procfs() { std::filesystem::remove_all(root); }

  void boot(int seconds) const { std::ofstream(root / "stat") << "intr 1 2 3\nbtime " << seconds << "\n"; }
  void ran_for(int ticks) const {
    std::ofstream(root / "self/stat") << "1 (a ) b) S 1 1 1 0 -1 0 0 0 0 0 " << ticks
                                      << " 0 0 0 20 0 1 0 500 4096 2 0 0\n";
  }
  void received(int bytes) const {
    std::ofstream(root / "self/net/netstat")
        << "TcpExt: A B\nTcpExt: 1 2\nIpExt: InOctets OutOctets\nIpExt: " << bytes << " 7\n";
  }

  const std::filesystem::path root;
};

const double ticks_per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));

}  // namespace

BOOST_AUTO_TEST_SUITE(process_families_suite)

BOOST_AUTO_TEST_CASE(all_nine_describe_this_process) {
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
  const auto all =
      exporter::test::gathered([](auto& to) { exporter::process_families("/proc").append_to(to, boot_clock::now()); });
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

BOOST_AUTO_TEST_CASE(malformed_files_below_a_procfs_are_as_good_as_none) {
  const made_procfs procfs;
  std::ofstream(procfs.root / "self/stat") << "1 (x) S a b c d e f g h i j k l m n o p q r s t u v w";
  std::ofstream(procfs.root / "stat") << "btime soon\n";
  std::ofstream(procfs.root / "self/net/netstat") << "IpExt: InOctets OutOctets\nIpExt: many few\n";
  BOOST_TEST(families(procfs.root) == families("/nowhere"));
}

BOOST_AUTO_TEST_CASE(a_text_that_may_have_been_cut_off_is_not_believed) {
  const made_procfs procfs;
  procfs.received(5);
  std::ofstream(procfs.root / "self/net/netstat", std::ios::app) << std::string(16'384, 'x');
  BOOST_TEST(families(procfs.root) == families("/nowhere"));
}

BOOST_AUTO_TEST_CASE(changes_are_seen_the_next_time) {
  const made_procfs procfs;
  procfs.boot(1'000'000);
  procfs.ran_for(100);
  procfs.received(5);
  exporter::process_families process(procfs.root);
  auto values = families(process);
  BOOST_TEST(values.at("process_start_time_seconds") == 1'000'000 + 500 / ticks_per_second);
  BOOST_TEST(values.at("process_virtual_memory_bytes") == 4096);
  BOOST_TEST(values.at("process_cpu_seconds_total") == 100 / ticks_per_second);
  BOOST_TEST(values.at("process_network_receive_bytes_total") == 5);
  procfs.ran_for(250);
  procfs.received(123'456);
  values = families(process, boot_clock::now() + exporter::process_families::network_period);
  BOOST_TEST(values.at("process_cpu_seconds_total") == 250 / ticks_per_second);
  BOOST_TEST(values.at("process_network_receive_bytes_total") == 123'456);
  BOOST_TEST(values.at("process_network_transmit_bytes_total") == 7);
}

BOOST_AUTO_TEST_CASE(the_counters_of_the_network_are_read_once_in_a_period) {
  const made_procfs procfs;
  exporter::process_families process(procfs.root);
  const auto received = [&](boot_clock::duration at) {
    const auto values = families(process, boot_clock::time_point(at));
    const auto found = values.find("process_network_receive_bytes_total");
    return found == values.end() ? -1 : found->second;
  };
  BOOST_TEST(received(100s) == -1);
  procfs.received(5);
  BOOST_TEST(received(100'999ms) == -1);
  BOOST_TEST(received(101s) == 5);
  procfs.received(6);
  BOOST_TEST(received(101'999ms) == 5);
  BOOST_TEST(received(102s) == 6);
  BOOST_TEST(received(200s) == 6);
}

BOOST_AUTO_TEST_CASE(a_file_that_vanishes_takes_its_families_along_and_brings_them_back) {
  const made_procfs procfs;
  exporter::process_families process(procfs.root);
  auto now = boot_clock::now();
  const auto later = [&] { return families(process, now += exporter::process_families::network_period); };
  BOOST_TEST(!later().contains("process_cpu_seconds_total"));
  procfs.ran_for(100);
  procfs.received(5);
  auto values = later();
  BOOST_TEST(values.at("process_cpu_seconds_total") == 100 / ticks_per_second);
  BOOST_TEST(!values.contains("process_start_time_seconds"));
  procfs.boot(1'000'000);
  BOOST_TEST(later().contains("process_start_time_seconds"));
  std::filesystem::remove(procfs.root / "self/stat");
  std::filesystem::remove(procfs.root / "self/net/netstat");
  values = later();
  BOOST_TEST(!values.contains("process_cpu_seconds_total"));
  BOOST_TEST(!values.contains("process_start_time_seconds"));
  BOOST_TEST(!values.contains("process_network_receive_bytes_total"));
  procfs.ran_for(200);
  procfs.received(6);
  values = later();
  BOOST_TEST(values.at("process_cpu_seconds_total") == 200 / ticks_per_second);
  BOOST_TEST(values.at("process_network_receive_bytes_total") == 6);
}

BOOST_AUTO_TEST_CASE(the_time_of_boot_is_read_again_only_after_the_clock_was_set) {
  const made_procfs procfs;
  exporter::boot_time boot(procfs.root / "stat");
  BOOST_TEST(!boot.seconds(0s).has_value());
  procfs.boot(1000);
  BOOST_TEST(boot.seconds(0s).value() == 1000);
  procfs.boot(2000);
  BOOST_TEST(boot.seconds(400ms).value() == 1000);
  BOOST_TEST(boot.seconds(1000s).value() == 2000);
  procfs.boot(1500);
  BOOST_TEST(boot.seconds(1001s).value() == 1500);
  BOOST_TEST(boot.seconds(500s).value() == 1500);
}

BOOST_AUTO_TEST_CASE(the_wall_clock_is_ahead_by_the_same_until_it_is_set) {
  const auto before = exporter::wall_less_boot();
  BOOST_TEST(std::abs((exporter::wall_less_boot() - before) / 1ms) < 500);
}

BOOST_AUTO_TEST_CASE(descriptors_are_counted_from_the_first_time_on_as_later_the_two_kept_ones_among_them) {
  const auto before = exporter::list_descriptors("/proc/self/fd").value();
  exporter::process_families process("/proc");
  BOOST_TEST(families(process).at("process_open_fds") == before + 2);
  BOOST_TEST(families(process).at("process_open_fds") == before + 2);
  BOOST_TEST(exporter::list_descriptors("/proc/self/fd").value() == before + 2);
  BOOST_TEST(!exporter::list_descriptors("/nowhere").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
