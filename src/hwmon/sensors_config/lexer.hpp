#pragma once

#include "sensors_config/statements.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// A word of a statement. A name in quotes is a name.
struct config_token {
  enum class kind : std::uint8_t { end_of_line, name, number, symbol };
  kind what = kind::end_of_line;
  std::string text = {};  ///< of a name, without quotes and escapes; of a symbol, one character
  double number = 0;
};

/// Splits the text of a file into words, as libsensors' conf-lex.l does.
class config_lexer {
 public:
  config_lexer(std::string_view text, const std::shared_ptr<const std::string>& file) : rest_(text), here_{file, 1} {}

  /// Skips blank lines and comments. Returns the first word of the next statement; nothing at the end of the text.
  std::optional<std::string_view> next_keyword();

  /// The next word of the statement; the end of the line again and again after its last.
  config_token next();

  /// The line of the next word.
  const config_place& place() const noexcept { return here_; }

  /// Throws sensors_config_error about this line.
  [[noreturn]] void fail(std::string_view what_is_wrong) const { fail_at(here_, what_is_wrong); }

 private:
  void skip_blanks_and_comment();
  bool skip_continuation();
  config_token quoted();
  config_token unquoted();

  std::string_view rest_;
  config_place here_;
};

}  // namespace cputemp::hwmon
