#include "sysfs/file_descriptor.hpp"

#include "scripted_pread.hpp"
#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

namespace cputemp::hwmon {

namespace {

using integer = boost::system::result<std::int64_t>;
using test::scripted_pread;
using test::sysfs_tree;

integer failure(int error) { return boost::system::error_code(error, boost::system::generic_category()); }
integer failure(sensor_errc error) { return make_error_code(error); }

}  // namespace

BOOST_AUTO_TEST_SUITE(file_descriptor_suite)

BOOST_AUTO_TEST_CASE(only_regular_files_are_read_and_none_is_waited_for) {
  sysfs_tree tree{{"good", "42\n"}};
  tree.fifo("fifo").directory("directory").link("dangling", "nowhere").link("loop", "loop").link("zero", "/dev/zero");
  tree.link("link", "good");
  const struct {
    const char* file;
    integer expected;
  } rows[] = {
      {"good", 42},
      {"link", 42},
      {"fifo", failure(sensor_errc::not_a_regular_file)},
      {"directory", failure(sensor_errc::not_a_regular_file)},
      {"zero", failure(sensor_errc::not_a_regular_file)},
      {"dangling", failure(ENOENT)},
      {"good/x", failure(ENOTDIR)},
      {"loop", failure(ELOOP)},
  };
  for (const auto& row : rows)
    BOOST_TEST_CONTEXT(row.file) BOOST_CHECK(read_integer(tree.path(row.file).string()) == row.expected);
}

BOOST_AUTO_TEST_CASE(each_read_of_an_open_file_starts_at_its_beginning) {
  sysfs_tree tree{{"x", "1\n"}};
  const auto file = open_attribute(tree.path("x").string());
  BOOST_REQUIRE(file.has_value());
  BOOST_CHECK(read_integer(*file) == integer(1));
  tree.file("x", "-22222\n");
  BOOST_CHECK(read_integer(*file) == integer(-22222));
}

BOOST_AUTO_TEST_CASE(a_failed_bus_transfer_is_tried_once_more_and_an_interrupted_one_until_it_is_not) {
  const sysfs_tree tree{{"x", "7\n"}};
  const std::string path = tree.path("x").string();
  const struct {
    std::initializer_list<int> errors;
    integer expected;
    int calls;
  } rows[] = {
      {{}, 7, 1},
      {{EIO}, 7, 2},
      {{ENXIO}, 7, 2},
      {{EBADMSG}, 7, 2},
      {{EPROTO}, 7, 2},
      {{EREMOTEIO}, 7, 2},
      {{EIO, EIO}, failure(EIO), 2},
      {{EIO, ETIMEDOUT}, failure(ETIMEDOUT), 2},
      {{EINTR, EINTR, EINTR}, 7, 4},
      {{EINTR, EIO, EINTR}, 7, 4},
      {{EAGAIN}, failure(EAGAIN), 1},
      {{EBUSY}, failure(EBUSY), 1},
      {{ETIMEDOUT}, failure(ETIMEDOUT), 1},
      {{ENODATA}, failure(ENODATA), 1},
      {{ENODEV}, failure(ENODEV), 1},
      {{EOPNOTSUPP}, failure(EOPNOTSUPP), 1},
  };
  for (const auto& row : rows)
    BOOST_TEST_CONTEXT("first errno " << (row.errors.size() == 0 ? 0 : *row.errors.begin())) {
      const scripted_pread script(path, row.errors);
      BOOST_CHECK(read_integer(path) == row.expected);
      BOOST_TEST(script.calls() == row.calls);
    }
}

BOOST_AUTO_TEST_CASE(texts_are_read_up_to_a_page) {
  const sysfs_tree tree{{"label", " Core 0\n"}, {"long", std::string(5000, 'x')}, {"empty", ""}};
  BOOST_TEST(read_text(tree.path("label").string()).value() == " Core 0\n");
  BOOST_TEST(read_text(tree.path("long").string()).value() == std::string(4096, 'x'));
  BOOST_TEST(read_text(tree.path("empty").string()).value().empty());
}

BOOST_AUTO_TEST_CASE(no_descriptor_is_left_behind) {
  sysfs_tree tree{{"x", "1\n"}};
  tree.fifo("fifo");
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
  };
  const auto before = open_files();
  for (const char* file : {"x", "fifo", "nowhere"}) {
    (void)read_integer(tree.path(file).string());
    (void)read_text(tree.path(file).string());
  }
  {
    auto first = open_attribute(tree.path("x").string());
    file_descriptor second = std::move(*first);
    auto third = open_attribute(tree.path("x").string());
    second = std::move(*third);
    BOOST_TEST(open_files() == before + 2);  // the one that was replaced lives on in `third`
  }
  BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_not_read_is_denied) {
  const sysfs_tree tree{{"x", "1\n"}};
  namespace fs = std::filesystem;
  fs::permissions(tree.root().parent_path(), fs::perms::owner_all | fs::perms::others_exec);
  fs::permissions(tree.path("x"), fs::perms::owner_read);
  const std::string path = tree.path("x").string();
  // Root may read everything, so the read happens in a child of another user.
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    if (::getuid() != 65534) ::_exit(0);  // no root, no other user to be
    ::_exit(read_integer(path) == failure(EACCES) ? 0 : 1);
  }
  int status = -1;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
