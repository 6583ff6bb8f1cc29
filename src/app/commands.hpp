#pragma once

#include "log.hpp"
#include "options/options.hpp"

/// What the program can do. Each takes checked options and returns the exit code.
namespace cputemp::app {

/// The daemon. Returns 1 where it can't start; leaves by _exit after its drain otherwise.
int serve(const options&, const log&);

/// Reads the sensors once and prints the exposition, or writes it to options::output in one step.
int read_once(const options&, const log&);

/// Prints a table of all that is found. 1 where no CPU temperature can be read.
int examine(const options&);

/// Asks a running exporter for /-/healthy. 1 where it does not say 200.
int ask_health(const options&);

}  // namespace cputemp::app
