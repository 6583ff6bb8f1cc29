#pragma once

#include <string_view>

/// Which names Prometheus takes (prometheus.io/docs/concepts/data_model), as every text format can write them.
namespace cputemp::metrics {

/// [a-zA-Z_:][a-zA-Z0-9_:]*
constexpr bool is_metric_name(std::string_view) noexcept;

/// [a-zA-Z_][a-zA-Z0-9_]*, and not reserved for Prometheus by a leading `__`.
constexpr bool is_label_name(std::string_view) noexcept;

namespace detail {

constexpr bool is_name(std::string_view text, std::string_view beside_letters) noexcept {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || is_digit(text.front())) return false;
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c) && beside_letters.find(c) == std::string_view::npos) return false;
  return true;
}

}  // namespace detail

constexpr bool is_metric_name(std::string_view name) noexcept { return detail::is_name(name, "_:"); }

constexpr bool is_label_name(std::string_view name) noexcept {
  return detail::is_name(name, "_") && !name.starts_with("__");
}

}  // namespace cputemp::metrics
