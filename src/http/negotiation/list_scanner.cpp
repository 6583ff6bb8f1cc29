#include "negotiation/list_scanner.hpp"

#include "protocol/tokens.hpp"

#include <algorithm>

namespace cputemp::http {
namespace {

std::string_view unquote(std::string_view value) {
  if (!value.starts_with('"')) return value;
  value.remove_prefix(1);
  if (value.ends_with('"')) value.remove_suffix(1);
  return value;
}

/// The position after the quoted string that begins at `at`: the end of the field if the string is never closed.
std::size_t end_of_string(std::string_view field, std::size_t at) {
  for (++at; at < field.size(); ++at) {
    if (field[at] == '"') return at + 1;
    if (field[at] == '\\') ++at;
  }
  return field.size();
}

bool holds_only_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holds_only_zeros(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

constexpr bool ends_a_word(char c) { return c == ',' || c == ';' || c == '"'; }

/// The first comma or semicolon outside of a quoted string.
std::size_t end_of_piece(std::string_view field, std::size_t at) {
  while (at < field.size()) {
    while (at < field.size() && !ends_a_word(field[at])) ++at;
    if (at == field.size() || field[at] != '"') break;
    at = end_of_string(field, at);
  }
  return at;
}

}  // namespace

std::string_view list_scanner::take_piece() {
  end_ = end_of_piece(field_, at_);
  ended_ = end_ == field_.size() || field_[end_] == ',';
  const auto piece = trim(field_.substr(at_, end_ - at_));
  at_ = std::min(end_ + 1, field_.size());
  return piece;
}

bool list_scanner::next_element() {
  while (!ended_) take_piece();
  while (at_ < field_.size()) {
    begin_ = at_;
    name_ = take_piece();
    if (!name_.empty() || !ended_) return true;
  }
  return false;
}

bool list_scanner::next_parameter() {
  while (!ended_) {
    const auto piece = take_piece();
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos) continue;
    parameter_name_ = trim(piece.substr(0, equals));
    parameter_value_ = unquote(trim(piece.substr(equals + 1)));
    if (!parameter_value_.empty()) return true;
  }
  return false;
}

std::string_view list_scanner::element() const { return trim(field_.substr(begin_, end_ - begin_)); }

unsigned parse_weight(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  const auto fraction = text.substr(std::min(point + 1, text.size()));
  if (!holds_only_digits(whole) || !holds_only_digits(fraction)) return least_weight;
  if (whole.empty() && fraction.empty()) return least_weight;
  if (!holds_only_zeros(whole)) return full_weight;
  if (holds_only_zeros(fraction)) return 0;
  unsigned thousandths = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    thousandths = thousandths * 10 + (i < fraction.size() ? static_cast<unsigned>(fraction[i] - '0') : 0);
  }
  return std::max(thousandths, least_weight);
}

}  // namespace cputemp::http
