#include "one_chip.hpp"
#include "scripted_pread.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace cputemp::hwmon {

namespace {

using test::one_chip;

/// Open descriptors of this process; one of them is the listing's own.
long open_files() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

/// The soft limit on descriptors for the scope of this object.
class descriptor_limit {
 public:
  explicit descriptor_limit(rlim_t soft) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const ::rlimit lowered{soft, before_.rlim_max};
    BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &lowered) == 0);
  }
  ~descriptor_limit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  descriptor_limit(const descriptor_limit&) = delete;
  descriptor_limit& operator=(const descriptor_limit&) = delete;

 private:
  ::rlimit before_{};
};

/// Holds every descriptor that is still available.
class no_descriptors_left {
 public:
  no_descriptors_left() {
    for (int file = ::dup(0); file >= 0; file = ::dup(0)) taken_.push_back(file);
  }
  ~no_descriptors_left() {
    for (const int file : taken_) ::close(file);
  }
  no_descriptors_left(const no_descriptors_left&) = delete;
  no_descriptors_left& operator=(const no_descriptors_left&) = delete;

 private:
  std::vector<int> taken_;
};

std::vector<reading> values(int count, std::int64_t value) {
  return std::vector<reading>(static_cast<std::size_t>(count), value);
}

void fill(one_chip& chip, int sensors, std::string_view content) {
  for (int i = 1; i <= sensors; ++i) chip.file("temp" + std::to_string(i) + "_input", content);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kept_descriptors_suite)

BOOST_AUTO_TEST_CASE(inputs_and_faults_stay_open_from_the_first_read_to_the_end) {
  one_chip chip{{"temp1_input", "1\n"}, {"temp1_fault", "0\n"}, {"temp1_max", "2\n"},   {"temp1_max_alarm", "0\n"},
                {"temp1_label", "x\n"}, {"temp2_input", "1\n"}, {"temp2_enable", "1\n"}};
  const long before = open_files();
  auto reader = chip.reader();
  BOOST_TEST(open_files() == before);
  reader->read(read_scope::inputs);
  BOOST_TEST(open_files() == before + 3);
  reader->read(read_scope::inputs_and_alarms);
  BOOST_TEST(open_files() == before + 3);
  reader.reset();
  BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(other_attributes_are_opened_for_each_read_whatever_their_kind) {
  const one_chip chip{{"temp1_input", "1\n"}, {"temp1_offset", "0\n"},     {"fan1_input", "1\n"},
                      {"fan1_fault", "0\n"},  {"fan1_min", "0\n"},         {"pwm1", "1\n"},
                      {"pwm1_mode", "1\n"},   {"intrusion0_alarm", "0\n"}, {"vrm", "90\n"}};
  const long before = open_files();
  const auto reader = chip.reader_of_all();
  reader->read(read_scope::inputs_and_alarms);
  reader->read(read_scope::inputs_and_alarms);
  BOOST_TEST(open_files() == before + 5);
}

BOOST_AUTO_TEST_CASE(sensors_of_all_kinds_share_the_limit) {
  one_chip chip;
  fill(chip, 12, "1000\n");
  for (int i = 1; i <= 12; ++i) chip.file("pwm" + std::to_string(i), "100\n");
  const long before = open_files();
  const descriptor_limit limit(32);
  const auto reader = chip.reader_of_all();
  auto expected = values(12, 1000);
  const auto pwms = values(12, 100);
  expected.insert(expected.end(), pwms.begin(), pwms.end());
  BOOST_CHECK(reader->read(read_scope::inputs_and_alarms).inputs == expected);
  BOOST_CHECK(reader->read(read_scope::inputs).inputs == expected);
  BOOST_TEST(open_files() == before + 16);
}

BOOST_AUTO_TEST_CASE(sensors_keep_at_most_half_of_the_limit_and_all_are_read) {
  one_chip chip;
  fill(chip, 40, "1000\n");
  const long before = open_files();
  const descriptor_limit limit(32);
  auto reader = chip.reader();
  BOOST_CHECK(reader->read(read_scope::inputs).inputs == values(40, 1000));
  BOOST_TEST(open_files() == before + 16);
  fill(chip, 40, "2000\n");
  BOOST_CHECK(reader->read(read_scope::inputs).inputs == values(40, 2000));
  BOOST_TEST(open_files() == before + 16);
  reader.reset();
  BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(readers_of_one_source_share_the_limit_and_give_back_what_they_kept) {
  one_chip chip;
  fill(chip, 12, "1000\n");
  const auto source = make_sysfs_source({.root = chip.tree().root(), .classes = {hwmon::device_class::hwmon}});
  const auto device = source->discover().devices.at(0);
  const long before = open_files();
  const descriptor_limit limit(32);
  auto first = source->reader(device);
  const auto second = source->reader(device);
  first->read(read_scope::inputs);
  second->read(read_scope::inputs);
  BOOST_TEST(open_files() == before + 16);
  first.reset();
  BOOST_TEST(open_files() == before + 4);
  BOOST_CHECK(second->read(read_scope::inputs).inputs == values(12, 1000));
  BOOST_TEST(open_files() == before + 12);
}

// As the kernel has it with the files of a CPU that was offline, and so with those of all but one after a suspend.
BOOST_AUTO_TEST_CASE(a_file_that_has_come_back_is_opened_again_and_no_reading_is_missed) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp2_input", "1000\n"}};
  const auto reader = chip.reader();
  reader->read(read_scope::inputs);
  const long before = open_files();
  const test::scripted_pread removed(chip.full_path("temp1_input") + " (deleted)", {ENODEV, ENODEV});
  chip.tree().remove(chip.path("temp1_input"));
  chip.file("temp1_input", "2000\n");
  for (int i = 0; i < 2; ++i)
    BOOST_CHECK(reader->read(read_scope::inputs).inputs == (std::vector<reading>{2000, 1000}));
  BOOST_TEST(removed.calls() == 1);
  BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(nothing_is_opened_again_if_another_device_has_taken_the_place) {
  one_chip chip{{"name", "old\n"}, {"temp1_input", "1000\n"}};
  const auto reader = chip.reader();
  reader->read(read_scope::inputs);
  const test::scripted_pread removed(chip.full_path("temp1_input") + " (deleted)", {ENODEV});
  chip.tree().remove(chip.path("temp1_input"));
  chip.file("temp1_input", "2000\n").file("name", "new\n");
  const auto found = reader->read(read_scope::inputs).inputs.at(0);
  BOOST_REQUIRE(found.has_error());
  BOOST_TEST(found.error().value() == ENODEV);
}

BOOST_AUTO_TEST_CASE(kept_sensors_live_through_a_shortage_and_the_others_say_whose_fault_it_is) {
  one_chip chip;
  fill(chip, 3, "1000\n");
  const auto kept = chip.reader();
  const auto late = chip.reader();
  kept->read(read_scope::inputs);
  const descriptor_limit limit(64);
  {
    const no_descriptors_left shortage;
    BOOST_CHECK(kept->read(read_scope::inputs).inputs == values(3, 1000));
    BOOST_CHECK(kept->read(read_scope::inputs_and_alarms).inputs == values(3, 1000));
    for (const reading& found : late->read(read_scope::inputs).inputs) {
      BOOST_REQUIRE(found.has_error());
      BOOST_TEST(found.error().value() == EMFILE);
      BOOST_CHECK(classify(found.error()).what == fault_class::ours);
    }
  }
  BOOST_CHECK(late->read(read_scope::inputs).inputs == values(3, 1000));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
