#include "output/replace_file.hpp"

#include "support/sysfs_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

using cputemp::app::replace_file;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// While it lives, write(2) fails with EFBIG beyond this size: a disk can't be filled on demand.
class file_size_limit {
 public:
  explicit file_size_limit(rlim_t size) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGXFSZ, &ignore, &action_before_);
  }
  ~file_size_limit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::sigaction(SIGXFSZ, &action_before_, nullptr);
  }
  file_size_limit(const file_size_limit&) = delete;
  file_size_limit& operator=(const file_size_limit&) = delete;

 private:
  rlimit before_{};
  struct sigaction action_before_ {};
};

std::size_t entries(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), {}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replace_file_suite)

BOOST_AUTO_TEST_CASE(a_reader_of_the_old_file_keeps_it_and_a_new_one_sees_the_new_text) {
  const cputemp::test::temporary_directory directory;
  const auto path = directory.path() / "x.prom";
  std::ofstream(path) << "old";
  std::ifstream reader(path);
  BOOST_TEST(!replace_file(path, "new"));
  BOOST_TEST(std::string(std::istreambuf_iterator<char>(reader), {}) == "old");
  BOOST_TEST(content(path) == "new");
  BOOST_TEST(entries(directory.path()) == 1u);
}

BOOST_AUTO_TEST_CASE(others_may_read_the_file_as_far_as_the_mask_allows) {
  const cputemp::test::temporary_directory directory;
  const auto path = directory.path() / "x.prom";
  const auto before = ::umask(027);
  BOOST_TEST(!replace_file(path, "new"));
  ::umask(before);
  BOOST_TEST((fs::status(path).permissions() == fs::perms(0640)));
}

BOOST_AUTO_TEST_CASE(the_mask_of_the_process_is_never_changed) {
  const cputemp::test::temporary_directory directory;
  const auto before = ::umask(077);
  std::atomic<bool> over{false};
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) replace_file(directory.path() / "x.prom", "new");
    over = true;
  });
  // Another thread's files are as private as they are to be.
  std::size_t opened_up = 0;
  for (int i = 0; !over; ++i) {
    const auto path = directory.path() / std::to_string(i);
    std::ofstream(path) << "private";
    if (fs::status(path).permissions() != fs::perms(0600)) ++opened_up;
    fs::remove(path);
  }
  writer.join();
  ::umask(before);
  BOOST_TEST(opened_up == 0u);
}

BOOST_AUTO_TEST_CASE(a_failure_leaves_the_old_file_and_nothing_else) {
  const cputemp::test::temporary_directory directory;
  BOOST_TEST(
      (replace_file(directory.path() / "absent/x.prom", "new") == boost::system::errc::no_such_file_or_directory));
  fs::create_directory(directory.path() / "taken");
  BOOST_TEST((replace_file(directory.path() / "taken", "new") == boost::system::errc::is_a_directory));
  BOOST_TEST(entries(directory.path()) == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_left_alone) {
  const cputemp::test::temporary_directory directory;
  const auto pipe = directory.path() / "pipe";
  const auto link = directory.path() / "link";
  BOOST_TEST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_symlink("/dev/null", link);
  BOOST_TEST((replace_file(pipe, "new") == boost::system::errc::operation_not_supported));
  BOOST_TEST((replace_file(link, "new") == boost::system::errc::operation_not_supported));
  BOOST_TEST(fs::is_fifo(pipe));
  BOOST_TEST(fs::is_symlink(link));
  BOOST_TEST(entries(directory.path()) == 2u);
}

BOOST_AUTO_TEST_CASE(a_text_that_can_not_be_written_leaves_the_old_file_too) {
  const cputemp::test::temporary_directory directory;
  const auto path = directory.path() / "x.prom";
  BOOST_TEST(!replace_file(path, "old"));
  boost::system::error_code error;
  {
    const file_size_limit limit(16);
    error = replace_file(path, std::string(4096, 'x'));
  }
  BOOST_TEST((error == boost::system::errc::file_too_large));
  BOOST_TEST(content(path) == "old");
  BOOST_TEST(entries(directory.path()) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
