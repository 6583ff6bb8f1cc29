#include "expected_cost.hpp"

namespace cputemp::exporter {
namespace {

// Measured by bench/exposition_bench.
constexpr std::size_t octets_of_own_families = 8'000;
constexpr std::size_t octets_of_device = 1'000;
constexpr std::size_t octets_of_sensor = 700;
constexpr std::size_t gzip_factor = 10;

}  // namespace

std::size_t expected_octets(const sampling::snapshot& snapshot, collector_set wanted, schema names) {
  std::size_t octets = 0;
  for (const auto& device : snapshot.devices)
    if (wanted.test(static_cast<std::size_t>(device->description->what())))
      octets += octets_of_device + octets_of_sensor * device->description->sensors.size();
  return octets_of_own_families + (names == schema::both ? 2 * octets : octets);
}

std::size_t expected_cost(std::size_t octets, bool compressed, bool plain_is_known) {
  return (plain_is_known ? 0 : octets) + (compressed ? gzip_factor * octets : 0);
}

}  // namespace cputemp::exporter
