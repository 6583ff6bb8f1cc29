#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cputemp::fuzz {

using label_list = std::vector<std::pair<std::string, std::string>>;

/// An exposition in words of its own: written once from the families and once by a reader, and the two are compared.
/// Numbers are written by their bits, so that a rounding shows.
class account {
 public:
  void family(std::string_view name, std::string_view type, std::string_view unit, std::string_view help);
  /// Begins a series with these labels, in this order.
  void series(std::string_view name, const label_list& labels);
  void number(std::string_view what, double value);
  void count(std::string_view what, std::uint64_t value);
  void integer(std::string_view what, std::int64_t value);

  void append(const account& more) { text_ += more.text_; }

  const std::string& text() const { return text_; }

 private:
  void quoted(std::string_view what);

  std::string text_;
};

/// Returns what the encoders promise to make of any bytes: a piece that is not UTF-8 becomes U+FFFD, byte by byte, and
/// a control character other than the newline a space. By code points, to have it from another side than they.
std::string cleaned(std::string_view bytes);

}  // namespace cputemp::fuzz
