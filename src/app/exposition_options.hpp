#pragma once

#include <cputemp/exporter/exposition_settings.hpp>

#include "options/options.hpp"

namespace cputemp::app {

/// What the options want in an exposition.
exporter::exposition_settings exposition_settings(const options&);

}  // namespace cputemp::app
