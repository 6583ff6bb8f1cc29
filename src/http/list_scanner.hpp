#pragma once

#include <cstddef>
#include <string_view>

namespace cputemp::http {

/// Weights of RFC 9110 §12.4.2, in thousandths. Only 0 means "not acceptable".
constexpr unsigned full_weight = 1000;
constexpr unsigned least_weight = 1;

/// Takes apart the lists in which a client says what it would rather have (RFC 9110 §12.5): ranges between commas, each
/// with its parameters between semicolons. All looking happens in take(), which counts: so a test can say, without a
/// clock, that the work grows with the text and no faster.
class list_scanner {
 public:
  /// Takes off what is before the first separator outside of a quoted string, trimmed; `list` becomes the rest. A
  /// string that is not closed goes to the end.
  std::string_view take(std::string_view& list, char separator);

  /// See parameter_of(). The first one counts.
  std::string_view parameter(std::string_view range, std::string_view name);

  /// Of the parameter `q`; full where there is none.
  unsigned weight(std::string_view range);

  std::size_t octets() const { return octets_; }

 private:
  std::size_t octets_ = 0;
};

}  // namespace cputemp::http
