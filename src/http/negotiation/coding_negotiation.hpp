#pragma once

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
  /// How many octets the work was for; each is passed once.
  std::size_t octets() const { return octets_; }

 private:
  std::optional<unsigned>* weight_of(std::string_view name);

  std::optional<unsigned> gzip_;
  std::optional<unsigned> identity_;
  std::optional<unsigned> others_;  ///< what is not listed: `*`
  std::size_t octets_ = 0;
};

}  // namespace cputemp::http
