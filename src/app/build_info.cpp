#include "build_info.hpp"

#include "built.hpp"

#include <boost/version.hpp>

#include <fmt/format.h>

namespace cputemp::app {

exporter::build_info build_info() {
  return {.version = std::string(built::version),
          .revision = std::string(built::revision),
          .compiler = std::string(built::compiler),
          .boost = fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100),
          .arch = std::string(built::arch)};
}

}  // namespace cputemp::app
