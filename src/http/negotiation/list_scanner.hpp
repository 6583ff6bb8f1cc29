#pragma once

#include <cstddef>
#include <string_view>

namespace cputemp::http {

/// Takes apart a list in which a client says what it would rather have (RFC 9110 §12.5): elements between commas, each
/// with its parameters between semicolons, which quoted strings may hold, too. Goes forward only, so that no field can
/// cost more than time in proportion to its length.
class list_scanner {
 public:
  explicit list_scanner(std::string_view field) : field_(field) {}

  /// Goes on to the next element that is not empty, past what is left of this one. False where there is none.
  bool next_element();
  /// What the element names, before its parameters.
  std::string_view name() const { return name_; }

  /// Goes on to the element's next parameter that has a value. False where there is none.
  bool next_parameter();
  std::string_view parameter_name() const { return parameter_name_; }
  /// Without quotes, but with what is escaped in them. Not empty.
  std::string_view parameter_value() const { return parameter_value_; }

  /// The whole of it, once it has no next parameter.
  std::string_view element() const;

  /// How many octets of the field are behind.
  std::size_t passed() const { return at_; }

 private:
  /// What is before the next comma or semicolon, trimmed.
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

}  // namespace cputemp::http
