#pragma once

#include <string_view>

#include "log/log.hpp"
#include "options/options.hpp"

namespace cputemp::app {

/// Logs which collectors a node_exporter that reads the file of --output has to run without: with both programs' values
/// under one name it serves one of the two at random.
void log_clashes(const options&, const log&);

/// Puts an exposition in the place of the file of --output. Returns false if that fails; logs it.
bool write_output(const options&, const log&, std::string_view text);

}  // namespace cputemp::app
