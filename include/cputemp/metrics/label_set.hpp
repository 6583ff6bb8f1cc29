#pragma once

#include <cputemp/metrics/label_text.hpp>

#include <compare>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::metrics {

struct label {
  std::string name;  ///< [a-zA-Z_][a-zA-Z0-9_]*
  std::string value;
  auto operator<=>(const label&) const = default;
};

/// The labels of one series, sorted by name. Values are valid UTF-8 without control characters other than the newline:
/// a wrong byte becomes U+FFFD, a control character a space. Immutable and cheap to copy: a caller that keeps a set
/// from one exposition to the next pays for it once, its text included.
class label_set {
 public:
  label_set() = default;
  label_set(std::initializer_list<named_label>);
  explicit label_set(std::vector<label>);

  /// Returns these labels and one more.
  label_set with(std::string_view name, std::string_view value) const;

  const label* begin() const noexcept { return content_ ? content_->labels.data() : nullptr; }
  const label* end() const noexcept { return content_ ? content_->labels.data() + content_->labels.size() : nullptr; }
  bool empty() const noexcept { return !content_; }

  /// Returns `a="1",b="2"`, escaped as all text formats of Prometheus want it; empty if there are no labels.
  std::string_view text() const noexcept { return content_ ? std::string_view(content_->text) : std::string_view(); }

  // Ask the processor for what text() or the iteration is about to need: on a large host the sets are scattered over
  // the memory. The last two wait for what the first one asks for.
  void prefetch() const noexcept { __builtin_prefetch(content_.get()); }
  void prefetch_text() const noexcept;
  void prefetch_labels() const noexcept;

  // Most sets that are compared are one and the same.
  friend bool operator==(const label_set& a, const label_set& b) noexcept {
    return a.content_ == b.content_ || equal(a, b);
  }
  friend std::strong_ordering operator<=>(const label_set&, const label_set&) noexcept;

 private:
  struct content {
    std::vector<label> labels;
    std::string text;
  };
  static bool equal(const label_set&, const label_set&) noexcept;

  std::shared_ptr<const content> content_;  // null if there are none
};

}  // namespace cputemp::metrics
