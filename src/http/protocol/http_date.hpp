#pragma once

#include <array>
#include <ctime>
#include <string_view>

namespace cputemp::http {

/// IMF-fixdate of RFC 9110 §5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`. Written again once a second at most. One for
/// each thread.
class http_date {
 public:
  /// The view holds until the next call. `now` before the year 10000, which has no fixdate.
  std::string_view at(std::time_t now);

 private:
  std::time_t written_for_ = -1;
  std::array<char, 29> text_{};
};

}  // namespace cputemp::http
