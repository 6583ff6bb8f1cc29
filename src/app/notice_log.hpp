#pragma once

#include <cputemp/sampling/notice.hpp>

#include "log.hpp"

namespace cputemp::app {

/// Puts a change of state among the sensors into words.
void log_notice(const log&, const sampling::notice&);

}  // namespace cputemp::app
