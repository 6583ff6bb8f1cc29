#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gathering/gathered_families.hpp"

namespace cputemp::exporter {

/// What is made of the octets of a body: they take little more room than they need.
body_pointer shared_body(std::string&&);

/// How a body is written.
struct body_format {
  void (*append)(std::string& to, const metrics::metric_family&);
  std::string_view end;  ///< of the body, after all families; a literal
};

extern const std::array<body_format, exposition_format_count> body_formats;  ///< by exposition_format

/// Writes bodies of one format. Copies from the last one the families that still hold the same.
class body_writer {
 public:
  explicit body_writer(const body_format& format) noexcept : format_(format) {}

  body_pointer write(const gathered_families&);

 private:
  struct part {
    std::uint64_t version;
    std::size_t begin;
    std::size_t size;
  };

  const body_format format_;
  std::size_t last_size_ = 0;
  body_pointer last_;        // null where it was too large to keep
  std::vector<part> parts_;  // of last_: its families, in order
};

}  // namespace cputemp::exporter
