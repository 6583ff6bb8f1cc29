#pragma once

#include <cputemp/exporter/exposition_settings.hpp>

namespace cputemp::app {

/// What this program was built from and with.
exporter::build_info build_info();

}  // namespace cputemp::app
