#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cputemp::metrics {

/// A view of the name or value of a label. It is made of one text only: std::string_view and std::string would take
/// `{"a", "b"}` for the two ends of a text and read all memory between them.
class label_text {
 public:
  template <std::convertible_to<std::string_view> Text>
  label_text(const Text& text) : text_(text) {}

  operator std::string_view() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// A label as it is given in braces: `{"path", "/"}`.
struct named_label {
  label_text name;
  label_text value;
};

/// The names of a family's labels, as they are given in braces: `{"path", "code"}`.
class label_names {
 public:
  label_names() = default;
  label_names(std::initializer_list<label_text> names) { names_.assign(names.begin(), names.end()); }
  label_names(std::vector<std::string> names) : names_(std::move(names)) {}

  operator const std::vector<std::string>&() const noexcept { return names_; }
  auto begin() const noexcept { return names_.begin(); }
  auto end() const noexcept { return names_.end(); }
  auto size() const noexcept { return names_.size(); }

 private:
  std::vector<std::string> names_;
};

}  // namespace cputemp::metrics
