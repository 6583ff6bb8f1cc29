#include "options/name_filter.hpp"

#include <fmt/format.h>

#include <re2/re2.h>

#include <cstdint>

#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

// Names are short; hardly any expression for them needs more.
constexpr std::int64_t most_memory = 1 << 20;

}  // namespace

pattern compile_pattern(const std::string& expression) {
  if (expression.empty()) return nullptr;
  re2::RE2::Options settings(re2::RE2::Quiet);
  settings.set_max_mem(most_memory);
  auto compiled = std::make_shared<const re2::RE2>(expression, settings);
  if (!compiled->ok())
    throw usage_error(fmt::format("'{}' is not a regular expression: {}; see https://github.com/google/re2/wiki/Syntax",
                                  expression, compiled->error()));
  return compiled;
}

// Newer versions of RE2 take a string_view of Abseil's, which need not be that of the standard library.
bool is_found(const re2::RE2& expression, std::string_view name) {
  return re2::RE2::PartialMatch({name.data(), name.size()}, expression);
}

bool name_filter::passes(std::string_view name) const {
  return !(exclude && is_found(*exclude, name)) && !(include && !is_found(*include, name));
}

}  // namespace cputemp::app
