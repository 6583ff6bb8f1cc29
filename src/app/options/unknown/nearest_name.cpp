#include "options/unknown/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace cputemp::app {
namespace {

/// How many letters have to be inserted, removed or changed (Levenshtein).
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);  // of a prefix of `from` to each prefix of `to`
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const auto changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

/// Whether a name holds another one as whole words.
bool holds(std::string_view name, std::string_view part) {
  constexpr std::string_view separators = "._-";
  const auto at = name.find(part);
  if (at == std::string_view::npos) return false;
  const auto end = at + part.size();
  return (at == 0 || separators.find(name[at - 1]) != std::string_view::npos) &&
         (end == name.size() || separators.find(name[end]) != std::string_view::npos);
}

/// As distance(), but a name that was cut short is near however long the whole is.
std::size_t cost(std::string_view unknown, std::string_view known) {
  constexpr std::size_t shortest_part = 4;
  constexpr std::size_t cost_of_a_part = 2;
  const auto letters = distance(unknown, known);
  const bool is_part =
      std::min(unknown.size(), known.size()) >= shortest_part && (holds(known, unknown) || holds(unknown, known));
  return is_part ? std::min(letters, cost_of_a_part) : letters;
}

}  // namespace

std::string_view nearest_name(std::string_view unknown, std::span<const std::string> known) {
  std::string_view best;
  auto lowest = std::max<std::size_t>(2, unknown.size() / 5) + 1;
  for (const auto& name : known)
    if (const auto here = cost(unknown, name); here < lowest) {
      lowest = here;
      best = name;
    }
  return best;
}

std::string suggestion(std::string_view unknown, std::span<const std::string> known, std::string_view prefix,
                       std::string_view fallback) {
  const auto nearest = nearest_name(unknown, known);
  return nearest.empty() ? fmt::format("; {}", fallback) : fmt::format("; did you mean {}{}?", prefix, nearest);
}

}  // namespace cputemp::app
