#pragma once

#include <cputemp/sampling/notice.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include "log/log.hpp"

namespace cputemp::app {

/// Puts a change of state among the sensors into words. Empty for those that only the daemon can explain.
std::optional<log_line> line_of(const sampling::notice&);

/// Names what a notice is about: its beginning and its end have the same.
std::string condition_of(const sampling::notice&);

/// The line about log lines that were dropped; empty if the level hides it.
std::string line_about_dropped(log_level, log_format, std::uint64_t count);

}  // namespace cputemp::app
