#pragma once

#include <string_view>

namespace cputemp::http {

/// tchar of RFC 9110 §5.6.2.
bool is_token_char(char c);
/// At least one tchar and nothing else.
bool is_token(std::string_view text);

/// ASCII only: field names, and the tokens that HTTP compares without regard to case, have no other letters.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Removes surrounding OWS, which is spaces and tabs (RFC 9110 §5.6.3).
std::string_view trim(std::string_view text);

/// Takes the first element off a comma-separated list (RFC 9110 §5.6.1), trimmed; `list` becomes the rest.
std::string_view take_element(std::string_view& list);

/// Returns whether a comma-separated list has that token.
bool has_element(std::string_view list, std::string_view token);

}  // namespace cputemp::http
