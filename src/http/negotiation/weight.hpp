#pragma once

#include <string_view>

namespace cputemp::http {

/// Weights of RFC 9110 §12.4.2, in thousandths: only 0 means "not acceptable".
constexpr unsigned full_weight = 1000;
constexpr unsigned least_weight = 1;

/// Of what the parameter `q` says. Takes `.2`, which Java sends, and more than three digits, which printed floats have.
/// A number above 1 is as good as 1. What is no number is the last to be taken, as in Prometheus' Go library: the
/// client did list it.
unsigned parse_weight(std::string_view text);

}  // namespace cputemp::http
