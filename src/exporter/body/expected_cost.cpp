#include "body/expected_cost.hpp"

#include <array>

namespace cputemp::exporter {
namespace {

// What bench/exposition_bench has measured.
constexpr std::size_t octets_of_own_families = 8'000;
constexpr std::size_t octets_of_device = 1'000;
constexpr std::array<std::size_t, 3> octets_of_sensor = {900, 400, 1'300};  // by schema
constexpr std::size_t cost_of_compression = 2;

}  // namespace

std::size_t expected_octets(const sampling::snapshot& snapshot, collector_set wanted, schema names) {
  auto octets = octets_of_own_families;
  for (const auto& device : snapshot.devices) {
    const auto& description = *device->description;
    if (wanted.test(static_cast<std::size_t>(description.what())))
      octets += octets_of_device + octets_of_sensor[static_cast<std::size_t>(names)] * description.sensors.size();
  }
  return octets;
}

std::size_t expected_cost(std::size_t octets, bool compressed, bool plain_is_known) {
  const std::size_t each = (plain_is_known ? 0 : 1) + (compressed ? cost_of_compression : 0);
  return each * octets;
}

}  // namespace cputemp::exporter
