#include "fuzz/text_reader.hpp"

#include "fuzz/require.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>

namespace cputemp::fuzz {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
constexpr std::string_view digits = "0123456789";

/// The rest of a text. All that is taken has to be there.
class cursor {
 public:
  explicit cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool is_at(std::string_view what) const { return rest_.starts_with(what); }
  void take(std::string_view what) {
    require(is_at(what), "the text goes on as the format has it");
    rest_.remove_prefix(what.size());
  }
  bool take_if(std::string_view what) {
    if (!is_at(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  std::string_view take_to(char end) {
    const auto size = rest_.find(end);
    require(size != std::string_view::npos, "what begins has an end");
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::string_view take_all_of(std::string_view characters) {
    const auto taken = rest_.substr(0, rest_.find_first_not_of(characters));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest() const { return rest_; }
  void skip(std::size_t size) { rest_.remove_prefix(size); }

 private:
  std::string_view rest_;
};

std::string take_name(cursor& from, bool may_hold_colons) {
  const auto first = std::string(letters) + (may_hold_colons ? ":" : "");
  std::string name(from.take_all_of(first + std::string(digits)));
  require(!name.empty() && first.find(name.front()) != std::string::npos, "a name is one");
  return name;
}

/// Up to the end, which is not taken; a backslash may stand before these alone.
std::string take_escaped(cursor& from, char end, std::string_view escapes) {
  std::string text;
  for (;;) {
    require(!from.at_end(), "what begins has an end");
    char c = from.rest().front();
    if (c == end) break;
    require(c != '\n' && (c != '"' || escapes.find('"') == std::string_view::npos), "what has to be escaped is");
    from.skip(1);
    if (c == '\\') {
      require(!from.at_end() && escapes.find(from.rest().front()) != std::string_view::npos, "an escape is known");
      c = from.rest().front() == 'n' ? '\n' : from.rest().front();
      from.skip(1);
    }
    text += c;
  }
  require(cleaned(text) == text, "text is UTF-8, and without control characters");
  return text;
}

double take_float(cursor& from, char end, text_format format) {
  const auto text = from.take_to(end);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text == "+Inf") return infinity;
  if (text == "-Inf") return -infinity;
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();

  cursor digits_of(text);
  digits_of.take_if("-");
  require(!digits_of.take_all_of(digits).empty(), "a number has digits");
  const bool has_point = digits_of.take_if(".");
  require(!has_point || !digits_of.take_all_of(digits).empty(), "a point has digits behind it");
  const bool has_exponent = digits_of.take_if("e");
  if (has_exponent) {
    require(digits_of.take_if("+") || digits_of.take_if("-"), "an exponent has a sign");
    require(!digits_of.take_all_of(digits).empty(), "an exponent has digits");
  }
  require(digits_of.at_end(), "a number is nothing but that");
  require(format == text_format::text_0_0_4 || has_point || has_exponent,
          "OpenMetrics' floats look different from counts");

  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  require(read.ec == std::errc() && read.ptr == text.data() + text.size(), "a number can be read");
  return value;
}

std::uint64_t take_count(cursor& from) {
  const auto text = from.take_to('\n');
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  require(read.ec == std::errc() && read.ptr == text.data() + text.size(), "a count is an integer");
  return value;
}

/// A family and its samples, one after the other.
class family_reader {
 public:
  family_reader(cursor& from, text_format format, account& into) : from_(from), format_(format), into_(into) {}

  void read() {
    read_head();
    into_.family(name_, type_, unit_, help_);
    require(!from_.at_end() && !from_.is_at("#"), "a family has samples");
    while (!from_.at_end() && !from_.is_at("#")) read_sample();
    require(!histogram_is_open_, "a histogram ends with its bucket of +Inf");
  }

 private:
  bool is_openmetrics() const { return format_ == text_format::openmetrics_1_0; }

  void read_head() {
    if (is_openmetrics()) {
      from_.take("# TYPE ");
      name_ = take_name(from_, true);
      take_type();
      if (from_.take_if("# UNIT ")) {
        take_own_name();
        unit_ = from_.take_to('\n');
        require(name_.ends_with("_" + unit_), "a name ends in its unit");
        from_.take("\n");
      }
      from_.take("# HELP ");
      take_own_name();
      help_ = take_escaped(from_, '\n', "\\n\"");
      from_.take("\n");
    } else {
      from_.take("# HELP ");
      name_ = take_name(from_, true);
      from_.take(" ");
      help_ = take_escaped(from_, '\n', "\\n");
      from_.take("\n# TYPE ");
      require(take_name(from_, true) == name_, "TYPE is of the same family");
      take_type();
    }
  }

  void take_own_name() {
    from_.take(name_);
    from_.take(" ");
  }

  void take_type() {
    from_.take(" ");
    type_ = from_.take_to('\n');
    from_.take("\n");
    for (const auto* const known : {"counter", "gauge", "histogram", "summary"})
      if (type_ == known) return;
    require(type_ == "info" && is_openmetrics(), "a type is known");
  }

  void read_sample() {
    const auto name = take_name(from_, true);
    require(name.starts_with(name_), "a sample is of the family before it");
    const auto suffix = name.substr(name_.size());
    auto labels = take_labels();
    from_.take(" ");
    check_suffix(suffix);
    check_le(suffix, labels);
    into_.series(name, labels);
    if (is_openmetrics() && (suffix == "_bucket" || suffix == "_count")) {
      into_.count("count", take_count(from_));
    } else {
      const auto value = take_float(from_, '\n', format_);
      check_value(suffix, value);
      into_.number("value", value);
    }
    from_.take("\n");
  }

  label_list take_labels() {
    label_list labels;
    if (!from_.take_if("{")) return labels;
    do {
      auto name = take_name(from_, false);
      require(std::none_of(labels.begin(), labels.end(), [&](const auto& each) { return each.first == name; }),
              "no label comes twice");
      from_.take("=\"");
      auto value = take_escaped(from_, '"', "\\n\"");
      from_.take("\"");
      // Numbers may be written in several ways.
      if ((type_ == "histogram" && name == "le") || (type_ == "summary" && name == "quantile")) {
        const auto number = value + '"';
        cursor digits_of(number);
        account as_number;
        as_number.number("number", take_float(digits_of, '"', format_));
        value = as_number.text();
      }
      labels.emplace_back(std::move(name), std::move(value));
    } while (from_.take_if(","));
    from_.take("}");
    return labels;
  }

  void check_suffix(std::string_view suffix) const {
    if (type_ == "histogram") {
      require(suffix == "_bucket" || suffix == "_sum" || suffix == "_count", "a histogram has buckets, sum and count");
    } else if (type_ == "summary") {
      require(suffix.empty() || suffix == "_sum" || suffix == "_count", "a summary has quantiles, sum and count");
    } else {
      const auto* const own = !is_openmetrics() ? "" : type_ == "counter" ? "_total" : type_ == "info" ? "_info" : "";
      require(suffix == own, "a sample has the suffix of its type");
    }
  }

  void check_le(std::string_view suffix, const label_list& labels) {
    if (suffix == "_bucket") {
      require(!labels.empty() && labels.back().first == "le", "a bucket has a bound");
      account infinity;
      infinity.number("number", std::numeric_limits<double>::infinity());
      histogram_is_open_ = labels.back().second != infinity.text();
    } else {
      require(!histogram_is_open_, "a histogram ends with its bucket of +Inf");
    }
  }

  // OpenMetrics: counters, sums among them, and quantiles are not below 0, and an info is 1.
  void check_value(std::string_view suffix, double value) const {
    if (!is_openmetrics() || type_ == "gauge") return;
    require(type_ != "info" || value == 1, "an info is 1");
    require(type_ == "summary" && suffix.empty() ? !(value < 0) : value >= 0, "a counter is not below 0");
  }

  cursor& from_;
  const text_format format_;
  account& into_;
  std::string name_;
  std::string type_;
  std::string unit_;
  std::string help_;
  bool histogram_is_open_ = false;
};

}  // namespace

account read_text(std::string_view text, text_format format) {
  account result;
  cursor from(text);
  const bool ends_with_mark = format == text_format::openmetrics_1_0;
  while (ends_with_mark ? !from.take_if("# EOF\n") : !from.at_end()) family_reader(from, format, result).read();
  require(from.at_end(), "nothing follows the end");
  return result;
}

}  // namespace cputemp::fuzz
