#include "schedule/known_problems.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::sampling {
namespace {

using problems = std::vector<hwmon::problem>;

bool same_to_operators(const hwmon::problem& a, const hwmon::problem& b) {
  return a.path == b.path && a.error == b.error;
}

bool same(const hwmon::problem& a, const hwmon::problem& b) { return same_to_operators(a, b) && a.sought == b.sought; }

/// A notice for each of `some` that is not among `others`.
void note_missing(const problems& some, const problems& others, notice::kind what, std::vector<notice>& notices) {
  for (const auto& p : some)
    if (std::ranges::none_of(others, [&](const auto& q) { return same_to_operators(p, q); }))
      notices.push_back({what, nullptr, 0, p.error, p.path});
}

}  // namespace

bool known_problems::replace(problems now, std::vector<notice>& notices) {
  if (std::ranges::equal(*list_, now, same)) return false;
  note_missing(now, *list_, notice::kind::discovery_failed, notices);
  note_missing(*list_, now, notice::kind::discovery_recovered, notices);
  list_ = std::make_shared<const problems>(std::move(now));
  return true;
}

}  // namespace cputemp::sampling
