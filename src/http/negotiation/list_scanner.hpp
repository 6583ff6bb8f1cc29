#pragma once

#include <cstddef>
#include <string_view>

namespace cputemp::http {

/// Splits a preference list (`Accept`, `Accept-Encoding`; RFC 9110 §12.5): elements between commas, each with its
/// parameters between semicolons. Quoted strings may hold both. Goes forward only, so that the time is linear in the
/// length of the field, whatever it holds.
class list_scanner {
 public:
  explicit list_scanner(std::string_view field) : field_(field) {}

  /// Goes on to the next element that is not empty, past the rest of this one. False if there is none.
  bool next_element();
  /// The element without its parameters.
  std::string_view name() const { return name_; }

  /// Goes on to the element's next parameter that has a value. False if there is none.
  bool next_parameter();
  std::string_view parameter_name() const { return parameter_name_; }
  /// Without its quotes, but with the backslashes in them. Not empty.
  std::string_view parameter_value() const { return parameter_value_; }

  /// The whole element, once it has no next parameter.
  std::string_view element() const;

 private:
  /// Takes the text before the next comma or semicolon, trimmed.
  std::string_view take_piece();

  std::string_view field_;
  std::size_t at_ = 0;     ///< begin of the next piece
  std::size_t begin_ = 0;  ///< of the element
  std::size_t end_ = 0;    ///< of the piece
  bool ended_ = true;      ///< the piece was the last of its element
  std::string_view name_ = {};
  std::string_view parameter_name_ = {};
  std::string_view parameter_value_ = {};
};

/// Weights of RFC 9110 §12.4.2, in thousandths: only 0 means "not acceptable".
constexpr unsigned full_weight = 1000;
constexpr unsigned least_weight = 1;

/// Reads the value of the parameter `q`. Accepts `.2`, which Java sends, and more than three digits, which printed
/// floats have. A number above 1 counts as 1. Any other text is the least weight, as in Prometheus' Go library: the
/// client did list the element.
unsigned parse_weight(std::string_view text);

}  // namespace cputemp::http
