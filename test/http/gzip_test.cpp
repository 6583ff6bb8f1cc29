#include <cputemp/http/gzip.hpp>

#include <boost/test/unit_test.hpp>

#include <zlib.h>

#include <random>
#include <string>
#include <vector>

using namespace cputemp::http;
using namespace std::string_literals;

namespace {

/// Takes one member of RFC 1952 that ends where the text ends, and nothing else.
std::string gunzip(std::string coded) {
  z_stream stream{};
  BOOST_REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_in = static_cast<uInt>(coded.size());
  std::string content;
  int result = Z_OK;
  while (result == Z_OK) {
    std::string part(64 * 1024, '\0');
    stream.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.avail_out = static_cast<uInt>(part.size());
    result = inflate(&stream, Z_NO_FLUSH);
    content.append(part, 0, part.size() - stream.avail_out);
  }
  BOOST_TEST(result == Z_STREAM_END);
  BOOST_TEST(stream.avail_in == 0U);
  inflateEnd(&stream);
  return content;
}

std::string exposition(std::size_t length) {
  std::string text;
  for (int i = 0; text.size() < length; ++i) {
    text += "hwmon_temp_celsius{chip=\"platform_coretemp_" + std::to_string(i % 97) + "\",sensor=\"temp" +
            std::to_string(i) + "\"} " + std::to_string(i * 7919 % 100) + "\n";
  }
  return text;
}

std::string noise(std::size_t length) {
  std::mt19937 random(1);
  std::string text(length, '\0');
  for (auto& each : text) each = static_cast<char>(random() & 0xffU);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gzip_suite)

BOOST_AUTO_TEST_CASE(what_is_gzipped_comes_back) {
  for (const auto& content :
       {""s, "a"s, "\0"s, "cpu_temperature_celsius 39\n"s, exposition(50'000), exposition(5'000'000),
        std::string(3'000'000, 'x'), noise(1), noise(100), noise(65'536), noise(1'000'003)}) {
    BOOST_TEST_CONTEXT(content.size() << " bytes") { BOOST_TEST((gunzip(gzip(content)) == content)); }
  }
}

BOOST_AUTO_TEST_CASE(gzip_makes_an_exposition_small_and_noise_hardly_larger) {
  BOOST_TEST(gzip(exposition(1'000'000)).size() < 200'000U);
  BOOST_TEST(gzip(noise(1'000'000)).size() < 1'001'000U);
}

BOOST_AUTO_TEST_CASE(gzip_writes_no_name_and_no_time_so_equal_content_is_equal) {
  const auto coded = gzip("a");
  // Magic, deflate, no flags, no time (RFC 1952 §2.3.1).
  BOOST_TEST(coded.substr(0, 8) == "\x1f\x8b\x08\x00\x00\x00\x00\x00"s);
  BOOST_TEST(gzip("a") == coded);
}

BOOST_AUTO_TEST_SUITE_END()
