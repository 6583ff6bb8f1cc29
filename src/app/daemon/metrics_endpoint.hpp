#pragma once

#include <cputemp/http/server.hpp>

#include "daemon/service_state.hpp"

namespace cputemp::app {

/// The exposition, in the format and coding that the client asked for. At once, and without memory from the heap, if
/// the body is known.
http::answering answer_metrics(service_state&, const http::request&);

}  // namespace cputemp::app
