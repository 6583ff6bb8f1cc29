#pragma once

#include <cputemp/exporter/exposition_settings.hpp>

#include <cstdint>
#include <functional>

#include "options/options.hpp"

namespace cputemp::app {

/// What the options want in an exposition. `dropped` counts the log lines that were dropped; null if none ever are.
exporter::exposition_settings exposition_settings(const options&, std::function<std::uint64_t()> dropped = nullptr);

/// The same for --once and for the file of --output: without what its reader, node_exporter's textfile collector, would
/// take for duplicates of its own.
exporter::exposition_settings file_settings(const options&, std::function<std::uint64_t()> dropped = nullptr);

}  // namespace cputemp::app
