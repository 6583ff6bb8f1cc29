#pragma once

#include <cputemp/http/negotiation.hpp>

#include <optional>
#include <string_view>

namespace cputemp::http {

/// The work of choose_content_coding(), field by field.
class coding_negotiation {
 public:
  /// One field `Accept-Encoding`.
  void read(std::string_view field);
  content_coding choice() const;

 private:
  std::optional<unsigned>* weight_of(std::string_view name);

  std::optional<unsigned> gzip_;
  std::optional<unsigned> identity_;
  std::optional<unsigned> others_;  ///< codings that are not listed: `*`
};

}  // namespace cputemp::http
