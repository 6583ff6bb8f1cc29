#include "sensors_config/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view blanks = " \t\r\f\v";
constexpr std::string_view symbols = "+-*/(),@^`";

bool is_digit_char(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_word_char(char c) noexcept {
  return is_digit_char(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::string_view leading(std::string_view text, bool (*belongs)(char) noexcept) {
  return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, belongs) - text.begin()));
}

char unescaped(char c) noexcept {
  constexpr std::string_view letters = "abfnrtv";
  constexpr std::string_view meanings = "\a\b\f\n\r\t\v";
  const auto place = letters.find(c);
  return place == std::string_view::npos ? c : meanings[place];
}

/// `10`, `10.4` and `.4`, but not `10.`.
std::string_view leading_number(std::string_view text) {
  const auto whole = leading(text, is_digit_char);
  const auto after = text.substr(whole.size());
  if (!after.starts_with('.')) return whole;
  const auto fraction = leading(after.substr(1), is_digit_char);
  return fraction.empty() ? whole : text.substr(0, whole.size() + 1 + fraction.size());
}

}  // namespace

void config_lexer::skip_blanks_and_comment() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
  if (rest_.starts_with('#')) rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
}

// A backslash at the end of a line.
bool config_lexer::skip_continuation() {
  if (!rest_.starts_with('\\')) return false;
  const auto end = rest_.find_first_not_of(blanks, 1);
  if (end == std::string_view::npos || rest_[end] != '\n') return false;
  rest_.remove_prefix(end + 1);
  ++here_.line;
  return true;
}

std::optional<std::string_view> config_lexer::next_keyword() {
  for (skip_blanks_and_comment(); rest_.starts_with('\n'); skip_blanks_and_comment()) {
    rest_.remove_prefix(1);
    ++here_.line;
  }
  if (rest_.empty()) return std::nullopt;
  const auto word = leading(rest_, [](char c) noexcept { return c >= 'a' && c <= 'z'; });
  rest_.remove_prefix(word.size());
  return word;
}

config_token config_lexer::next() {
  do skip_blanks_and_comment();
  while (skip_continuation());
  if (rest_.empty() || rest_.front() == '\n') return {};
  if (rest_.front() == '"') return quoted();
  if (symbols.find(rest_.front()) != std::string_view::npos) {
    config_token token{config_token::kind::symbol, std::string(rest_.substr(0, 1))};
    rest_.remove_prefix(1);
    return token;
  }
  return unquoted();
}

config_token config_lexer::unquoted() {
  const auto word = leading(rest_, is_word_char);
  const auto number = leading_number(rest_);
  if (number.empty() && word.empty()) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    const bool is_shown = byte > ' ' && byte < 0x7f;
    fail(is_shown ? fmt::format("'{}' has no meaning here; put names of chips and labels in quotes", rest_.front())
                  : fmt::format("the byte {} has no meaning here; put names of chips and labels in quotes", byte));
  }
  config_token token;
  if (number.size() >= word.size()) {
    token.what = config_token::kind::number;
    const auto [last, error] = std::from_chars(number.data(), number.data() + number.size(), token.number);
    if (error != std::errc()) fail(fmt::format("the number {} is too large", number));
    rest_.remove_prefix(number.size());
    if (rest_.starts_with('.')) fail("a digit is expected after the decimal point");
  } else {
    token.what = config_token::kind::name;
    rest_.remove_prefix(word.size());
  }
  token.text = token.what == config_token::kind::name ? word : number;
  return token;
}

config_token config_lexer::quoted() {
  config_token token{config_token::kind::name};
  rest_.remove_prefix(1);
  while (true) {
    if (rest_.empty() || rest_.front() == '\n' || rest_.starts_with("\\\n")) fail("the closing quote is missing");
    char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '"') break;
    if (c == '\\' && !rest_.empty()) {
      c = unescaped(rest_.front());
      rest_.remove_prefix(1);
    }
    token.text += c;
  }
  if (rest_.starts_with('"')) fail("a space is expected between two quoted names");
  return token;
}

}  // namespace cputemp::hwmon
