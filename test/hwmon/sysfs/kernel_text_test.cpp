#include "sysfs/kernel_text.hpp"

#include <cputemp/hwmon/clean_name.hpp>

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

using namespace std::string_literals;

namespace {

struct row {
  std::string text;
  std::string cleaned;
};

std::string repeated(int times, const std::string& text) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_text_suite)

BOOST_AUTO_TEST_CASE(names_are_cleaned_rune_by_rune_as_node_exporter_does) {
  const row rows[] = {
      {"", ""},
      {"coretemp\n", "coretemp"},
      {"pci0000:00", "pci0000:00"},
      {"coretemp.0", "coretemp_0"},
      {"BAT0", "bat0"},
      {"a--b", "a__b"},         // runs inside stay as long as they are
      {"__a_b__", "a_b"},       // ends are trimmed
      {"  -.-  ", ""},          //
      {"a\u00e4b", "a_b"},      // two bytes, one rune
      {"a\u00c4b", "a_b"},      //
      {"a\u20acb", "a_b"},      // three
      {"a\U0001f525b", "a_b"},  // four
      {"a\xff\xfe"
       "b",
       "a__b"},            // wrong bytes count singly
      {"a\xe2\x82", "a"},  // a cut sequence, at an end
      {"a\xc3"
       "b",
       "a_b"},  // a lead without its tail takes no other byte with it
      {"a\xed\xa0\x80"
       "b",
       "a___b"},  // a surrogate is three wrong bytes
      {"a\xc0\xaf"
       "b",
       "a__b"},           // an overlong slash, two
      {"\u212a9", "k9"},  // KELVIN SIGN is a capital K
      {"\u0130x", "ix"},  // and this one a capital I
      {"a\0b"s, "a_b"},
  };
  for (const row& r : rows) BOOST_TEST_CONTEXT(r.text) BOOST_TEST(clean_name(r.text) == r.cleaned);
}

BOOST_AUTO_TEST_CASE(labels_become_valid_utf8_without_control_characters) {
  const row rows[] = {
      {"", ""},
      {"\n", ""},
      {"Package id 0\n", "Package id 0"},
      {"  CPU  Temp \r\n", "CPU  Temp"},
      {"OPT \"1\" \\ Temp\n", "OPT \"1\" \\ Temp"},  // escaping is the encoders' work
      {"two\nlines\n", "two lines"},
      {"a\x1b[31mred", "a [31mred"},
      {"a\u009b31mred", "a 31mred"},  // the same escape sequence as one C1 character
      {"nul\0in"s, "nul in"},
      {"del\x7f.", "del ."},
      {"\0\0"s, ""},
      {"T\u00e4 \u20ac \U0001f525", "T\u00e4 \u20ac \U0001f525"},
      {"a\xff\xfe\xfd"
       "b\xff",
       "a\uFFFDb\uFFFD"},  // one for each run
      {repeated(400, "x"), repeated(128, "x")},
      {repeated(127, "x") + "\u00e4", repeated(127, "x")},  // 129 bytes: the cut falls before the rune
      {repeated(126, "x") + "\u00e4", repeated(126, "x") + "\u00e4"},
      {repeated(126, "x") + "\U0001f525", repeated(126, "x")},
      {repeated(120, "x") + "          end", repeated(120, "x")},  // no space at the end after the cut either
  };
  for (const row& r : rows) BOOST_TEST_CONTEXT(r.text) BOOST_TEST(clean_label(r.text) == r.cleaned);
}

BOOST_AUTO_TEST_CASE(a_number_is_taken_only_from_plain_digits_to_the_end) {
  BOOST_CHECK(number_after("Core ", "Core 0") == 0U);
  BOOST_CHECK(number_after("Core ", "Core 12") == 12U);
  for (const char* text : {"", "Core", "Core ", "Core x", "Core 1x", "Core -1", "Core +1", "Core  1", "core 1",
                           "Core 99999999999999999999"})
    BOOST_TEST_CONTEXT(text) BOOST_CHECK(!number_after("Core ", text));
}

BOOST_AUTO_TEST_CASE(entries_of_a_numbered_kind_start_with_a_digit_after_the_prefix) {
  BOOST_TEST(numbered_entry("cpu", "cpu0") == "0");
  BOOST_TEST(numbered_entry("cpu", "cpu12") == "12");
  BOOST_TEST(numbered_entry("cpu", "cpu4x") == "4x");
  for (const char* entry : {"", "cpu", "cpufreq", "cpu-1", "xcpu1", "cp"})
    BOOST_TEST_CONTEXT(entry) BOOST_TEST(numbered_entry("cpu", entry).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
