#include "sensors_config/sensors_config.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

namespace {

std::vector<chip_block> blocks_in(const std::string& text) { return parse_sensors_config(text, "x.conf")->blocks(); }

std::string error_in(const std::string& text) {
  try {
    parse_sensors_config(text, "x.conf");
  } catch (const sensors_config_error& error) {
    return error.what();
  }
  return "";
}

/// The value of an expression for @ = 2, where temp1_max is 7.
std::optional<double> value_of(const std::string& text) {
  const auto block = blocks_in("chip \"x-*\"\ncompute temp1 " + text + ", @\n").front();
  const auto& parsed = block.computes.front().from_chip;
  std::vector<std::optional<double>> values;
  for (const auto& file : parsed.variables()) values.push_back(file == "temp1_max" ? std::optional(7.0) : std::nullopt);
  return parsed.value(2, values);
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sensors_config_parser_suite)

BOOST_AUTO_TEST_CASE(statements_belong_to_the_chip_line_before_them) {
  const auto blocks = blocks_in(
      "# a comment\n\n  chip \"nct6775-*\" \"it87-isa-0290\"   # two names\r\n"
      "label in0 \"Vcore\"\n\tlabel in1 Vdd\nignore temp3\ncompute in2 @*2, @/2\nset in2_min \\\n 3 * 4\n"
      "chip \"*-*\"");
  BOOST_REQUIRE(blocks.size() == 2U);
  const auto& first = blocks.front();
  BOOST_TEST(first.names == R"("nct6775-*" "it87-isa-0290")");
  BOOST_TEST(first.patterns.size() == 2U);
  BOOST_TEST(first.labels.at(0).label == "Vcore");
  BOOST_TEST(first.labels.at(1).label == "Vdd");
  BOOST_TEST(first.labels.at(1).place.line == 5U);
  BOOST_TEST(first.ignored.at(0).sensor == "temp3");
  BOOST_TEST(first.computes.at(0).sensor == "in2");
  BOOST_TEST(first.sets.at(0).file == "in2_min");
  BOOST_TEST(first.sets.at(0).value.value(0, {}).value() == 12);
  BOOST_TEST(to_text(first.sets.at(0).place) == "x.conf:8");
  BOOST_TEST(blocks.back().place.line == 10U);
}

BOOST_AUTO_TEST_CASE(quoted_names_have_the_escapes_of_c) {
  const auto label = [](const std::string& text) {
    return blocks_in("chip \"x-*\"\nlabel in0 " + text).front().labels[0].label;
  };
  BOOST_TEST(label(R"("+12 \"V\"")") == "+12 \"V\"");
  BOOST_TEST(label(R"("a\tb\\c\d")") == "a b\\cd");  // no control characters in a label
  BOOST_TEST(label("\"C\xc5\x93ur\"") == "C\xc5\x93ur");
  BOOST_TEST(label("\"broken \xff\xfe\"") == "broken \xef\xbf\xbd");
  BOOST_TEST(label(R"("#1")") == "#1");
  BOOST_TEST(label("\"\"").empty());
}

BOOST_AUTO_TEST_CASE(expressions_have_the_precedence_of_libsensors) {
  const std::pair<const char*, double> rows[] = {
      {"@", 2},           {"1+2*3", 7}, {"(1+2)*3", 9},       {"10-4-3", 3},
      {"12/3/2", 2},      {"-@*3", -6}, {"-@-@", -4},         {"2*-@", -4},
      {"- -@", 2},        {".5*@", 1},  {"^0*5", 5},          {"`^3", 3},
      {"-^0", -1},        {"^-@*0", 0}, {"temp1_max/@", 3.5}, {"@*(1+6.65/10)", 3.33},
      {"7-(2+(3-1))", 3},
  };
  for (const auto& [text, expected] : rows)
    BOOST_TEST_CONTEXT(text) BOOST_TEST(std::abs(value_of(text).value() - expected) < 1e-12);
  BOOST_TEST(!value_of("1/(@-2)"));
  BOOST_TEST(!value_of("`(@-3)"));
  BOOST_TEST(!value_of("temp1_min"));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_file_line_and_what_is_expected) {
  const std::string chip = "chip \"x-*\"\n";
  const std::pair<std::string, std::string> rows[] = {
      {"lable in0 x", "x.conf:1: 'lable' is unknown; expected: chip, bus, label, ignore, compute or set"},
      {"\n\n%", "x.conf:3: one of these words is expected: chip, bus, label, ignore, compute or set"},
      {"label in0 x", "x.conf:1: label is expected after a chip line"},
      {"chip", "x.conf:1: '' is not a name of chips"},
      {"chip x", "x.conf:1: 'x' is not a name of chips"},
      {"chip \"x-usb-1\"", "x.conf:1: 'x-usb-1' is not a name of chips"},
      {"chip \"x-*", "x.conf:1: the closing quote is missing"},
      {"chip \"x-*\"\"y-*\"", "x.conf:1: a space is expected between two quoted names"},
      {"chip \"x-i2c-1-50\"", "x.conf:1: the bus i2c-1 is not declared in this file"},
      {"bus \"isa\" \"a\"", "x.conf:1: 'isa' is not a bus; expected such as \"i2c-0\""},
      {"bus \"i2c-0\"", "x.conf:1: the adapter's name in quotes is expected"},
      {chip + "label in0", "x.conf:2: a label is expected"},
      {chip + "label in0 a b", "x.conf:2: 'b' is too much"},
      {chip + "ignore", "x.conf:2: a sensor, such as temp1, is expected"},
      {chip + "compute in0 @", "x.conf:2: a comma is expected"},
      {chip + "compute in0 @*, @",
       "x.conf:2: a number, @, a file of the chip such as in0_input, or a parenthesis is expected"},
      {chip + "compute in0 (@, @", "x.conf:2: a closing parenthesis is expected"},
      {chip + "compute in0 1/0, @", "x.conf:2: the expression divides by zero"},
      {chip + "set in0_min `-1",
       "x.conf:2: the expression divides by zero, or takes the logarithm of a negative number"},
      {chip + "set in0_min 10.", "x.conf:2: a digit is expected after the decimal point"},
      {chip + "set in0_min 1" + repeated("0", 400), "x.conf:2: the number 1000"},
      {chip + "set in0_min $", "x.conf:2: '$' has no meaning here"},
      {chip + "set in0_min " + std::string(1, '\0'), "x.conf:2: the byte 0 has no meaning here"},
      {chip + "set in0_min " + repeated("(", 100'000), "x.conf:2: the expression is nested too deeply"},
      {chip + "set in0_min " + repeated("-", 100'000) + "1", "x.conf:2: the expression is nested too deeply"},
      {chip + "set in0_min " + repeated("1+(", 40) + "1", "x.conf:2: the expression is nested too deeply"},
  };
  for (const auto& [text, expected] : rows)
    BOOST_TEST_CONTEXT(text.substr(0, 60)) BOOST_TEST(error_in(text).starts_with(expected), error_in(text));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_on_one_line) {
  const std::string chip = "chip \"x-*\"\n";
  const std::pair<std::string, std::string> rows[] = {
      {"chip \"a\\nb\"", R"(x.conf:1: 'a\nb' is not a name of chips; expected)"},
      {"bus \"\\r\\v\" \"a\"", R"(x.conf:1: '\r\v' is not a bus; expected)"},
      {chip + "label in0 a \"b\\n\"", R"(x.conf:2: 'b\n' is too much)"},
      {chip + "label in0 a \"\x1b[31m\x9b\xff\xc2\x85\"", R"(x.conf:2: '\x1b[31m\x9b\xff\xc2\x85' is too much)"},
      {chip + "label in0 a \"\xc3\xa9 \xe2\x82\xac\"", "x.conf:2: '\xc3\xa9 \xe2\x82\xac' is too much"},
  };
  for (const auto& [text, expected] : rows)
    BOOST_TEST_CONTEXT(expected) BOOST_TEST(error_in(text).starts_with(expected), error_in(text));
  BOOST_TEST(blocks_in("chip \"a\\n-*\"\n").front().names == R"("a\n-*")");
  BOOST_TEST(to_text({std::make_shared<const std::string>("a\nb.conf"), 3}) == R"(a\nb.conf:3)");
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_lines_take_no_time) {
  std::string text;
  for (int i = 0; i < 20'000; ++i)
    text +=
        "chip \"x" + std::to_string(i) + "-*\"\nlabel in0 \"a\"\ncompute in1 @*2, @/2\nset in1_min 1\nignore temp1\n";
  const auto began = std::chrono::steady_clock::now();
  BOOST_TEST(blocks_in(text).size() == 20'000U);
  BOOST_TEST((std::chrono::steady_clock::now() - began < std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_CASE(any_text_is_read_or_refused) {
  const std::string whole =
      "bus \"i2c-0\" \"a b\"\nchip \"x-*\" \"y-i2c-0-18\"\nlabel in0 \"V\\\"\"\ncompute in1 (@*2 - -in0_input)/^3, `@\n"
      "set in1_min \\\n 1.5\nignore temp1 # no\n";
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same each time
  const auto below = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
  const std::string_view pieces[] = {"\"", "\n", "\\", "(", ")", "@",     "-",    "^",
                                     ",",  "1",  ".",  " ", "x", "chip ", "set ", "\xff"};
  std::size_t read = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto text = whole;
    for (auto changes = 1 + below(4); changes > 0; --changes) {
      const auto place = below(text.size());
      if (below(3) == 0)
        text.erase(place, 1 + below(9));
      else
        text.insert(place, pieces[below(std::size(pieces))]);
    }
    try {
      const auto config = parse_sensors_config(text, "x.conf");
      for (const auto& block : config->blocks())
        for (const auto& each : block.computes)
          each.from_chip.value(1, std::vector(each.from_chip.variables().size(), std::optional(2.0)));
      ++read;
    } catch (const sensors_config_error& error) {
      BOOST_TEST_REQUIRE(std::string_view(error.what()).starts_with("x.conf:"));
      ++refused;
    }
  }
  BOOST_TEST(read > 1'000U);
  BOOST_TEST(refused > 10'000U);
}

BOOST_AUTO_TEST_CASE(a_bus_is_known_by_the_name_of_its_adapter) {
  const auto blocks = blocks_in("chip \"jc42-i2c-1-18\"\nbus \"i2c-1\" \"SMBus I801 adapter at f040\"\n");
  const auto& pattern = blocks.front().patterns.front();
  BOOST_TEST(matches(pattern, {"jc42", bus_type::i2c, 9, 0x18, "SMBus I801 adapter at f040"}));
  BOOST_TEST(!matches(pattern, {"jc42", bus_type::i2c, 1, 0x18, "another"}));
}

BOOST_AUTO_TEST_CASE(of_several_lines_about_a_bus_the_first_counts) {
  const auto blocks = blocks_in("bus \"i2c-1\" \"first\"\nbus \"i2c-1\" \"second\"\nchip \"jc42-i2c-1-18\"\n");
  BOOST_TEST(blocks.front().patterns.front().adapter.value() == "first");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
