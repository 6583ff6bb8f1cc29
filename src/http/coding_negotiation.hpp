#pragma once

#include "list_scanner.hpp"

#include <cputemp/http/negotiation.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace cputemp::http {

/// What choose_content_coding() does, fed field by field.
class coding_negotiation {
 public:
  /// One field `Accept-Encoding`.
  void read(std::string_view field);
  content_coding choice() const;
  /// How many octets were looked at, each as often as it was.
  std::size_t octets() const { return scan_.octets(); }

 private:
  list_scanner scan_;
  std::optional<unsigned> gzip_;
  std::optional<unsigned> identity_;
  std::optional<unsigned> others_;  ///< what is not listed: `*`
};

}  // namespace cputemp::http
