#pragma once

#include "log/log.hpp"
#include "options/options.hpp"

/// What the program can do. Each takes checked options and returns the exit code.
namespace cputemp::app {

/// The daemon. Returns 1 if it can't listen; otherwise ends by _exit, after its drain or an internal error.
int serve(const options&);

/// The daemon that replaces options::output every output_interval in place of answering scrapes, and removes it when it
/// ends. Ends by _exit: with 1 if the first file can't be written.
int keep_output(const options&);

/// Reads the sensors once and prints the exposition, or writes it to options::output in one step.
int read_once(const options&, const log&);

/// Prints a table of all that is found. Returns 1 if no CPU temperature can be read.
int examine(const options&);

/// Asks a running exporter for /-/healthy. Returns 1 unless it answers with 200.
int ask_health(const options&);

}  // namespace cputemp::app
