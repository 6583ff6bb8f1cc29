#include <cputemp/metrics/label_set.hpp>

#include "escape.hpp"

#include <algorithm>
#include <cstddef>

namespace cputemp::metrics {
namespace {

std::string text_of(const std::vector<label>& labels) {
  std::string text;
  for (const auto& [name, value] : labels) {
    if (!text.empty()) text += ',';
    text += name;
    text += "=\"";
    append_escaped(text, value, quoting::backslash_newline_quote);
    text += '"';
  }
  return text;
}

void prefetch_bytes(const void* begin, std::size_t size) noexcept {
  constexpr std::size_t cache_line = 64;
  for (std::size_t i = 0; i < size; i += cache_line) __builtin_prefetch(static_cast<const char*>(begin) + i);
}

}  // namespace

label_set::label_set(std::initializer_list<named_label> given)
    : label_set([&] {
        std::vector<label> labels;
        labels.reserve(given.size());
        for (const auto& [name, value] : given)
          labels.push_back({std::string(std::string_view(name)), std::string(std::string_view(value))});
        return labels;
      }()) {}

label_set::label_set(std::vector<label> labels) {
  if (labels.empty()) return;
  // Before anything is compared, so that two values that are written alike are equal.
  for (auto& [name, value] : labels) value = writable(value);
  std::ranges::sort(labels, {}, &label::name);
  auto text = text_of(labels);
  content_ = std::make_shared<const content>(content{std::move(labels), std::move(text)});
}

label_set label_set::with(std::string_view name, std::string_view value) const {
  std::vector<label> labels(begin(), end());
  labels.push_back({std::string(name), std::string(value)});
  return label_set(std::move(labels));
}

void label_set::prefetch_text() const noexcept {
  if (content_) prefetch_bytes(content_->text.data(), content_->text.size());
}

void label_set::prefetch_labels() const noexcept {
  if (content_) prefetch_bytes(content_->labels.data(), content_->labels.size() * sizeof(label));
}

bool label_set::equal(const label_set& a, const label_set& b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

std::strong_ordering operator<=>(const label_set& a, const label_set& b) noexcept {
  if (a.content_ == b.content_) return std::strong_ordering::equal;
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace cputemp::metrics
