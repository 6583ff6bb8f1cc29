#pragma once

#include <cputemp/metrics/family.hpp>

#include <filesystem>
#include <vector>

namespace cputemp::exporter {

/// The nine process_* families of Prometheus' Go client, read from `procfs`/self now (proc(5)). What can't be read is
/// absent.
void append_process_families(std::vector<metrics::metric_family>&, const std::filesystem::path& procfs);

}  // namespace cputemp::exporter
