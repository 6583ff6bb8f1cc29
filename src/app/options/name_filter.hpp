#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace cputemp::app {

/// Searched for anywhere in a name; null if there is none.
using pattern = std::shared_ptr<const re2::RE2>;

/// A regular expression in the syntax of RE2, which is that of Prometheus and node_exporter. Null if it is empty.
/// Throws usage_error with RE2's reason if it is not one.
pattern compile_pattern(const std::string& expression);

bool is_found(const re2::RE2&, std::string_view name);

/// Leaves out the names that match `exclude` and, if there is an `include`, those that don't match it.
struct name_filter {
  pattern include = nullptr;
  pattern exclude = nullptr;

  bool is_set() const noexcept { return include || exclude; }
  bool passes(std::string_view name) const;
};

}  // namespace cputemp::app
