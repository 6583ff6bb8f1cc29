#include "drivers/soc_sensors.hpp"

#include "drivers/name_pattern.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

namespace cputemp::hwmon {

namespace {

// The hardware itself gives the maximum of a package. Whatever else is named after the CPU is a sensor at one place of
// the die, beside which another place can be hotter.
constexpr std::string_view whole_packages[] = {
    "x86_pkg_temp",             // Intel's package sensor
    "pkg_temp_#",               // the same up to Linux 3.x
    "tcpu", "tcpu_pci", "b0d4"  // Intel's firmware (int340x): the package sensor again
};

// Places on the die of names without `cpu`, and without what follows in most of them: `_thermal`, `_therm`.
constexpr std::string_view places[] = {
    // clusters of cores
    "cluster", "cluster#", "cluster_#", "cluster#_#",  // Qualcomm, NXP, SpacemiT
    "core_cluster", "core_cluster#",                   // NXP Layerscape
    "big_cl", "little_cl",                             // Arm Juno, which was called as in the next line until 2024
    "big_cluster", "little_cluster",                   //
    "bigcore", "bigcore#", "littlecore",               // Rockchip
    "littlecore#",                                     //
    "big", "mid", "little",                            // Samsung, Google
    "apollo", "atlas", "atlas#", "mngs",               // Exynos
    "pwr_cluster", "perf_cluster", "pwr", "perf",      // Qualcomm
    "cls#",                                            // HiSilicon
    "ihost#",                                          // Broadcom Stingray
    "mpu", "mpu#",                                     // TI
    "a#",                                              // Arm's cores by their own name: NXP's a55
    // with something before `cpu`
    "bcpu", "mcpu", "scpu",  // NVIDIA Tegra: Denver's and Arm's clusters
    "mtktscpu",              // MediaTek's own kernels
    // one sensor for the whole SoC
    "soc", "soc_dts#",                                       // soc_dts#: Intel Bay Trail, Cherry Trail
    "package",                                               // Rockchip RK3588
    "quark_dts",                                             // Intel Quark
    "bcm2835", "imx",                                        // drivers that name their zone themselves
    "armada", "dove", "kirkwood", "spear", "db8500", "rcar"  //
};

// What the CPU's processor is called on Xilinx's SoCs, and the unit for neural networks on MediaTek's.
constexpr std::string_view perhaps_places[] = {"apu"};

// What has the CPU in its name because it cools, feeds or surrounds it.
constexpr std::string_view beside_the_cpu[] = {"skin",    "board", "vrm",  "fan",    "dimm",
                                               "ambient", "pmic",  "near", "non_cpu"};

// Firmware's word for whatever its maker found worth measuring.
constexpr std::string_view of_firmware[] = {"acpitz", ""};

constexpr std::string_view endings[] = {"_thermal_zone", "_thermal", "_therm", "_thmzone", "_zone", "_usr"};

std::string normalized(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == '-' || c == '.') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view without_ending(std::string_view name) noexcept {
  for (const std::string_view ending : endings)
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

bool is_one_of(std::span<const std::string_view> patterns, std::string_view name) noexcept {
  return std::ranges::any_of(patterns, [&](std::string_view each) { return match_name(each, name).has_value(); });
}

bool holds(std::string_view name, std::string_view text) noexcept { return name.find(text) != std::string_view::npos; }

/// A word that begins with `cpu`, as in all device trees, unless another says that the sensor is only near it.
bool is_named_after_cpu(std::string_view name) noexcept {
  return (name.starts_with("cpu") || holds(name, "_cpu")) &&
         std::ranges::none_of(beside_the_cpu, [&](std::string_view each) { return holds(name, each); });
}

/// The SoC's thermal unit by its address: f10e4078.thermal (Marvell's Armada 370 to 39x, ST's STi).
bool is_thermal_unit(std::string_view name) noexcept {
  constexpr std::size_t digits_of_address = 8;
  const std::string_view address = name.substr(0, digits_of_address);
  return name.substr(address.size()) == "_thermal" &&
         address.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<cpu_part> soc_part(std::string_view given) noexcept {
  const std::string name = normalized(given);
  if (is_one_of(whole_packages, name)) return cpu_part::package;
  if (is_named_after_cpu(name) || is_one_of(places, without_ending(name)) || is_thermal_unit(name))
    return cpu_part::die;
  return std::nullopt;
}

zone_cpu cpu_of_zone(std::string_view type) noexcept {
  if (const auto part = soc_part(type)) return *part == cpu_part::package ? zone_cpu::package : zone_cpu::part;
  const std::string name = normalized(type);
  if (is_one_of(perhaps_places, without_ending(name))) return zone_cpu::unless_named;
  return is_one_of(of_firmware, name) ? zone_cpu::last_resort : zone_cpu::none;
}

}  // namespace cputemp::hwmon
