#include "sysfs/rune.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(rune_suite)

BOOST_AUTO_TEST_CASE(runes_at_the_borders_of_utf8_are_told_from_wrong_bytes) {
  const struct {
    std::string text;
    char32_t code;
    std::size_t size;
  } rows[] = {
      {"\x7f", 0x7F, 1},
      {"\xc2\x80", 0x80, 2},
      {"\xdf\xbf", 0x7FF, 2},
      {"\xe0\xa0\x80", 0x800, 3},
      {"\xed\x9f\xbf", 0xD7FF, 3},
      {"\xee\x80\x80", 0xE000, 3},
      {"\xef\xbf\xbd", 0xFFFD, 3},
      {"\xf0\x90\x80\x80", 0x10000, 4},
      {"\xf4\x8f\xbf\xbf", 0x10FFFF, 4},
  };
  for (const auto& r : rows) {
    const rune found = first_rune(r.text);
    BOOST_CHECK(found.valid);
    BOOST_CHECK(found.code == r.code);
    BOOST_TEST(found.size == r.size);
  }
  for (const std::string text : {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                                 "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff", "\xc2", "\xe2\x82"}) {
    const rune found = first_rune(text);
    BOOST_CHECK(!found.valid);
    BOOST_TEST(found.size == 1U);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
