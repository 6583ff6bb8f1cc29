#include "drivers/soc_sensors.hpp"

#include "sysfs/integer.hpp"

#include <algorithm>
#include <iterator>

namespace cputemp::hwmon {

namespace {

/// `#` stands for one or more digits.
struct soc_sensor {
  std::string_view pattern;
  cpu_part part;
};

constexpr soc_sensor soc_sensors[] = {
    // x86: zones of the kernel and of Intel's firmware
    {"x86_pkg_temp", cpu_part::package},
    {"pkg_temp_#", cpu_part::package},  // its name up to Linux 3.x
    {"tcpu", cpu_part::package},        // ACPI and PCI device of int340x
    {"tcpu_pci", cpu_part::package},
    {"b0d4", cpu_part::package},      // the same, by its ACPI name
    {"soc_dts#", cpu_part::package},  // Bay Trail
    // one sensor for the CPU or the whole SoC
    {"cpu", cpu_part::package},
    {"cpu_therm", cpu_part::package},  // Tegra
    {"cpu_thermal", cpu_part::package},
    {"cpu_thermal_zone", cpu_part::package},
    {"soc_thermal", cpu_part::package},
    {"package_thermal", cpu_part::package},   // Rockchip RK3588
    {"bcm2835_thermal", cpu_part::package},   // Raspberry Pi with old kernels
    {"imx_thermal_zone", cpu_part::package},  // i.MX 6
    // one for each cluster or core
    {"cpu#_thermal", cpu_part::die},         // Allwinner, Exynos, Qualcomm
    {"cpu_#_thermal", cpu_part::die},        //
    {"cpu#_#_thermal", cpu_part::die},       //
    {"cpu_#_#_thermal", cpu_part::die},      //
    {"cpu#_top_thermal", cpu_part::die},     // Qualcomm
    {"cpu#_bottom_thermal", cpu_part::die},  //
    {"cpuss#_thermal", cpu_part::die},       //
    {"cpuss_#_thermal", cpu_part::die},      //
    {"cluster#_thermal", cpu_part::die},     //
    {"cluster_#_thermal", cpu_part::die},    //
    {"cpu_big_thermal", cpu_part::die},      // MediaTek
    {"cpu_big#_thermal", cpu_part::die},     //
    {"cpu_little_thermal", cpu_part::die},   //
    {"cpu_little#_thermal", cpu_part::die},  //
    {"bigcore_thermal", cpu_part::die},      // Rockchip
    {"bigcore#_thermal", cpu_part::die},     //
    {"littlecore_thermal", cpu_part::die},   //
    {"atlas#_thermal", cpu_part::die},       // Exynos 5433
    {"apollo_thermal", cpu_part::die},       //
    {"cls#", cpu_part::die},                 // HiSilicon
    {"ap_thermal_cpu#", cpu_part::die},      // Marvell Armada
    {"ap_cpu#_thermal", cpu_part::die},      //
};

char normalized(char c) noexcept {
  if (c == '-') return '_';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool matches(std::string_view pattern, std::string_view name) noexcept {
  for (const char expected : pattern) {
    if (name.empty()) return false;
    if (expected != '#') {
      if (normalized(name.front()) != expected) return false;
      name.remove_prefix(1);
      continue;
    }
    if (!is_digit(name.front())) return false;
    name.remove_prefix(std::min(name.find_first_not_of(decimal_digits), name.size()));
  }
  return name.empty();
}

}  // namespace

std::optional<cpu_part> soc_part(std::string_view name) noexcept {
  const auto* found = std::find_if(std::begin(soc_sensors), std::end(soc_sensors),
                                   [&](const soc_sensor& s) { return matches(s.pattern, name); });
  if (found == std::end(soc_sensors)) return std::nullopt;
  return found->part;
}

}  // namespace cputemp::hwmon
