#include "schedule/discovery_problems.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace cputemp::sampling {
namespace {

using problems = std::vector<hwmon::problem>;

/// A problem as operators see it; which devices were sought there is the same to them.
using shown_problem = std::pair<std::string_view, boost::system::error_code>;

shown_problem shown(const hwmon::problem& p) { return {p.path, p.error}; }

bool same(const hwmon::problem& a, const hwmon::problem& b) { return shown(a) == shown(b) && a.sought == b.sought; }

/// Notes each of `some` that is not among `others`.
void note_missing(const problems& some, const problems& others, notice::kind what, std::vector<notice>& notices) {
  std::set<shown_problem> known;
  for (const auto& p : others) known.insert(shown(p));
  for (const auto& p : some)
    if (!known.contains(shown(p))) notices.push_back({what, nullptr, 0, p.error, p.path});
}

}  // namespace

bool discovery_problems::replace(problems now, std::vector<notice>& notices) {
  if (std::ranges::equal(*list_, now, same)) return false;
  note_missing(now, *list_, notice::kind::discovery_failed, notices);
  note_missing(*list_, now, notice::kind::discovery_recovered, notices);
  list_ = std::make_shared<const problems>(std::move(now));
  return true;
}

}  // namespace cputemp::sampling
