#include <cmath>

#include "demo/demo_devices.hpp"

namespace cputemp::app {
namespace {

using enum hwmon::sensor_kind;

constexpr std::int64_t hot_board_millidegrees = 85'000;

/// Returns a slow wave between -1 and 1.
double wave(const machine& m, double period_seconds) {
  return std::sin(2 * 3.14159265358979 * m.seconds() / period_seconds);
}

std::int64_t thousandths(double value) { return std::llround(value * 1e3); }
std::int64_t millionths(double value) { return std::llround(value * 1e6); }

double excess_kelvin(const machine& m) { return m.hottest_celsius() - thermal_model::ambient_celsius; }

/// Returns the duty of the CPUs' fans, 0 to 1.
double fan_share(const machine& m) { return std::clamp(excess_kelvin(m) / 65, 0.2, 1.0); }

std::int64_t rpm(const machine& m, double most) { return std::llround(most * fan_share(m) / 10) * 10; }

double supply_watts(const machine& m) { return 45 + 1.1 * m.watts(); }

}  // namespace

simulated_device simulated_disk() {
  // Its controller warms up far less than a CPU does, and it counts whole kelvins.
  const auto celsius = [](const machine& m) { return rounded_millidegrees(34 + excess_kelvin(m) * 0.2) - 150; };
  return make_chip("demo_nvme_0", "nvme-pci-0100",
                   {{temp,
                     1,
                     "Composite",
                     celsius,
                     {{"crit", 84'850}, {"max", 81'850}, {"min", -5'150}},
                     {{"alarm", [](const machine&) { return false; }}}}});
}

simulated_device simulated_board() {
  const auto cpu = [](const machine& m) { return thousandths(std::floor(m.hottest_celsius() * 2) / 2); };
  const auto ambient = [](const machine& m) { return rounded_millidegrees(31 + wave(m, 3600) + m.watts() * 0.01); };
  const auto duty = [](const machine& m) { return std::llround(255 * fan_share(m)); };
  const auto never = [](const machine&) { return false; };
  return make_chip(
      "demo_nct6798_0", "nct6798-isa-0290",
      {{temp, 1, "SYSTIN", ambient, {{"max", 70'000}}, {{"alarm", never}}},
       {temp,
        2,
        "CPUTIN",
        cpu,
        {{"max", hot_board_millidegrees}},
        {{"alarm", [cpu](const machine& m) { return cpu(m) >= hot_board_millidegrees; }}}},
       {fan, 1, "CPU 0 fan", [](const machine& m) { return rpm(m, 2400); }, {{"min", 300}}, {{"alarm", never}}},
       {fan, 2, "CPU 1 fan", [](const machine& m) { return rpm(m, 2350); }, {{"min", 300}}, {{"alarm", never}}},
       {in,
        0,
        "Vcore",
        [](const machine& m) { return thousandths(0.85 + m.watts() * 0.0008); },
        {{"max", 1744}, {"min", 0}}},
       {in,
        1,
        "+12V",
        [](const machine& m) { return thousandths(12.1 - m.watts() * 0.0004); },
        {{"max", 13'200}, {"min", 10'800}}},
       {in,
        2,
        "+3.3V",
        [](const machine& m) { return thousandths(3.312 + 0.008 * wave(m, 97)); },
        {{"max", 3'632}, {"min", 2'976}}},
       {pwm, 1, "", duty},
       {pwm, 2, "", duty},
       {intrusion, 0, "", [](const machine&) { return 0; }}});
}

simulated_device simulated_climate() {
  return make_chip(
      "demo_sht3x_0", "sht3x-i2c-0-44",
      {{temp, 1, "", [](const machine& m) { return thousandths(27.5 + 0.8 * wave(m, 3600)); }, {{"max", 60'000}}},
       {humidity, 1, "", [](const machine& m) { return thousandths(41 - 4 * wave(m, 3600)); }, {{"max", 90'000}}}});
}

simulated_device simulated_power_supply() {
  return make_chip(
      "demo_corsairpsu_0", "corsairpsu-hid-3-1",
      {{temp,
        1,
        "vrm temp",
        [](const machine& m) { return thousandths(32 + supply_watts(m) * 0.04); },
        {{"crit", 70'000}}},
       {fan, 1, "psu fan",
        [](const machine& m) { return supply_watts(m) < 250 ? 0 : std::llround(supply_watts(m) * 2); }},
       {in, 0, "v_in", [](const machine& m) { return thousandths(230 + wave(m, 600)); }},
       {curr, 1, "curr +12v", [](const machine& m) { return thousandths(supply_watts(m) / 12); }, {{"crit", 60'000}}},
       {power, 1, "power total", [](const machine& m) { return millionths(supply_watts(m)); }},
       {energy, 1, "", [](const machine& m) { return millionths(45 * m.seconds() + 1.1 * m.joules()); }}});
}

simulated_device simulated_graphics_card() {
  const auto load = [](const machine& m) { return 0.5 + 0.5 * wave(m, 75); };
  auto card = make_chip(
      "demo_amdgpu_0", "amdgpu-pci-0300",
      {{temp,
        1,
        "edge",
        [load](const machine& m) { return rounded_millidegrees(42 + 30 * load(m)); },
        {{"crit", 100'000}, {"emergency", 105'000}}},
       {fan, 1, "", [load](const machine& m) { return std::llround(3000 * load(m)); }, {{"max", 3300}, {"min", 0}}},
       {in, 0, "vddgfx", [load](const machine& m) { return thousandths(0.75 + 0.3 * load(m)); }},
       {power, 1, "PPT", [load](const machine& m) { return millionths(9 + 160 * load(m)); }, {{"cap", 203'000'000}}},
       {freq, 1, "sclk", [load](const machine& m) { return millionths(std::round(500 + 1900 * load(m))); }}});
  card.asleep = [](const machine& m) { return m.graphics_asleep(); };
  return card;
}

}  // namespace cputemp::app
