#pragma once

#include <functional>
#include <memory>

#include "threads/doorbell.hpp"

namespace cputemp::sampling {

/// Runs a function on a detached thread that is made for reads that may never end:
///  - with a descriptor table of its own, so that a thread stuck in the kernel keeps no listening port bound after the
///    process was killed, and sensors and connections don't take descriptors from each other. It has the standard three
///    and the doorbell only (Linux 5.9; before, the table is shared);
///  - with all signals blocked: a handler that ran here would write to a descriptor that this table does not have.
/// The doorbell lives as long as the function does. The function must own all else that it uses, because the thread is
/// never joined. Throws std::system_error if no thread can be started.
void start_sensor_thread(std::shared_ptr<const doorbell>, std::function<void()>);

}  // namespace cputemp::sampling
