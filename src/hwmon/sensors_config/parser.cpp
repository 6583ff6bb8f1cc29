#include "sensors_config/lexer.hpp"
#include "sensors_config/statements.hpp"
#include "sysfs/kernel_text.hpp"

#include <cputemp/hwmon/sensors_config.hpp>

#include <fmt/format.h>

#include <map>
#include <utility>

namespace cputemp::hwmon {

namespace {

using kind = config_token::kind;
using operation = expression::operation;

/// How deep parentheses and signs may nest: each costs a few calls of functions.
constexpr int deepest_nesting = 100;

class parser {
 public:
  parser(std::string_view text, const std::shared_ptr<const std::string>& file, std::vector<chip_block>& blocks)
      : lexer_(text, file), blocks_(blocks), first_(blocks.size()) {}

  void parse() {
    while (const auto keyword = lexer_.next_keyword()) {
      place_ = lexer_.place();
      statement(*keyword);
      if (token_.what != kind::end_of_line) lexer_.fail(fmt::format("'{}' is too much", token_.text));
    }
    check_buses();
  }

 private:
  void statement(std::string_view keyword) {
    if (keyword == "chip") return chip();
    if (keyword == "bus") return bus();
    const bool is_of_chip = keyword == "label" || keyword == "ignore" || keyword == "compute" || keyword == "set";
    if (!is_of_chip)
      lexer_.fail(fmt::format("{} expected: chip, bus, label, ignore, compute or set",
                              keyword.empty() ? "one of these words is" : fmt::format("'{}' is unknown;", keyword)));
    if (blocks_.size() == first_) lexer_.fail(fmt::format("{} is expected after a chip line", keyword));
    advance();
    if (keyword == "label") return label();
    if (keyword == "ignore") return ignore();
    if (keyword == "compute") return compute();
    set();
  }

  void chip() {
    chip_block block{place_, {}, {}};
    for (advance(); token_.what != kind::end_of_line; advance()) {
      if (token_.what != kind::name) lexer_.fail(chips_expected(token_.text));
      auto pattern = parse_chip_pattern(token_.text);
      if (!pattern) lexer_.fail(chips_expected(token_.text));
      block.patterns.push_back(std::move(*pattern));
      block.names += fmt::format("{}\"{}\"", block.names.empty() ? "" : " ", visible(token_.text));
    }
    if (block.patterns.empty()) lexer_.fail(chips_expected(""));
    blocks_.push_back(std::move(block));
  }

  static std::string chips_expected(std::string_view found) {
    return fmt::format(
        R"('{}' is not a name of chips; expected such as "nct6775-*", "coretemp-isa-0000", "jc42-i2c-*-18")", found);
  }

  void bus() {
    advance();
    const std::string id = name("the bus, such as \"i2c-0\", is");
    const auto number = parse_bus_id(id);
    if (!number) lexer_.fail(fmt::format("'{}' is not a bus; expected such as \"i2c-0\"", id));
    adapters_.emplace(*number, name("the adapter's name in quotes is"));
  }

  void label() {
    auto sensor = sensor_name();
    if (token_.what != kind::name && token_.what != kind::number) lexer_.fail("a label is expected");
    const auto text = clean_label(std::exchange(token_, lexer_.next()).text);
    blocks_.back().labels.push_back({place_, std::move(sensor), text});
  }

  void ignore() { blocks_.back().ignored.push_back({place_, sensor_name()}); }

  void compute() {
    auto sensor = sensor_name();
    auto from_chip = whole_expression();
    if (!is_symbol(',')) lexer_.fail("a comma is expected, and the expression for the other direction");
    advance();
    whole_expression();  // for writing to the chip
    blocks_.back().computes.push_back({place_, std::move(sensor), std::move(from_chip)});
  }

  void set() {
    auto file = name("a file of the chip, such as temp1_max, is");
    blocks_.back().sets.push_back({place_, std::move(file), whole_expression()});
  }

  std::string sensor_name() { return name("a sensor, such as temp1, is"); }

  std::string name(std::string_view what) {
    if (token_.what != kind::name) lexer_.fail(fmt::format("{} expected", what));
    return std::exchange(token_, lexer_.next()).text;
  }

  expression whole_expression() {
    expression result;
    sum(result, 0);
    if (result.is_constant() && !result.value(0, {}))
      lexer_.fail("the expression divides by zero, or takes the logarithm of a negative number");
    return result;
  }

  void sum(expression& to, int nesting) {
    product(to, nesting);
    while (is_symbol('+') || is_symbol('-')) {
      const auto what = is_symbol('+') ? operation::add : operation::subtract;
      advance();
      product(to, nesting);
      append(to, what);
    }
  }

  void product(expression& to, int nesting) {
    signed_factor(to, nesting);
    while (is_symbol('*') || is_symbol('/')) {
      const auto what = is_symbol('*') ? operation::multiply : operation::divide;
      advance();
      signed_factor(to, nesting);
      append(to, what);
    }
  }

  // A sign binds weaker than ^ and `, and stronger than the rest.
  void signed_factor(expression& to, int nesting) {
    if (nesting == deepest_nesting) lexer_.fail(too_deep);
    const auto what = is_symbol('-')   ? std::optional(operation::negate)
                      : is_symbol('^') ? std::optional(operation::exp)
                      : is_symbol('`') ? std::optional(operation::log)
                                       : std::nullopt;
    if (!what) return factor(to, nesting);
    advance();
    signed_factor(to, nesting + 1);
    append(to, *what);
  }

  void factor(expression& to, int nesting) {
    if (is_symbol('(')) {
      advance();
      sum(to, nesting + 1);
      if (!is_symbol(')')) lexer_.fail("a closing parenthesis is expected");
    } else if (is_symbol('@')) {
      append(to, operation::source);
    } else if (token_.what == kind::number) {
      append(to, operation::number, token_.number);
    } else if (token_.what == kind::name) {
      if (!to.append_variable(token_.text)) lexer_.fail(too_deep);
    } else {
      lexer_.fail("a number, @, a file of the chip such as in0_input, or a parenthesis is expected");
    }
    advance();
  }

  void append(expression& to, operation what, double number = 0) {
    if (!to.append(what, number)) lexer_.fail(too_deep);
  }

  // Numbers of i2c buses change from boot to boot: a statement says what the number stands for.
  void check_buses() {
    for (std::size_t i = first_; i < blocks_.size(); ++i) {
      for (auto& pattern : blocks_[i].patterns) {
        if (pattern.bus != bus_type::i2c || !pattern.number) continue;
        const auto known = adapters_.find(*pattern.number);
        if (known == adapters_.end()) {
          fail_at(blocks_[i].place,
                  fmt::format("the bus i2c-{0} is not declared in this file; expected a line bus \"i2c-{0}\" and the "
                              "name of its adapter in quotes, which `i2cdetect -l` shows",
                              *pattern.number));
        }
        pattern.adapter = known->second;
      }
    }
  }

  void advance() { token_ = lexer_.next(); }
  bool is_symbol(char c) const { return token_.what == kind::symbol && token_.text.front() == c; }

  static constexpr std::string_view too_deep = "the expression is nested too deeply";

  config_lexer lexer_;
  std::vector<chip_block>& blocks_;
  std::size_t first_;
  std::map<short, std::string> adapters_;  ///< of the first statement about a bus
  config_place place_;                     ///< where the statement begins
  config_token token_;
};

}  // namespace

void fail_at(const config_place& place, std::string_view what_is_wrong) {
  throw sensors_config_error(fmt::format("{}: {}", to_text(place), visible(what_is_wrong)));
}

std::string to_text(const config_place& place) { return fmt::format("{}:{}", visible(*place.file), place.line); }

void parse_statements(std::string_view text, const std::shared_ptr<const std::string>& file,
                      std::vector<chip_block>& blocks) {
  parser(text, file, blocks).parse();
}

}  // namespace cputemp::hwmon
