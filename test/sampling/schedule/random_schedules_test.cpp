#include "simulation.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace cputemp::sampling::test;

namespace {

/// A random host with random faults and random scrapes, whose chips come, go and change. Checks how long other devices
/// and scrapes wait; the simulation itself checks the rest.
class random_schedule {
 public:
  explicit random_schedule(unsigned seed) : random_(seed), settings_(pick_settings()), sim_(settings_) {
    sim_.plug("healthy", "healthy", {});
    // The first one ends in time: what follows is measured from then on.
    sim_.discovery_takes = [seed](time_point t) -> duration {
      std::minstd_rand own(seed + static_cast<unsigned>(t.time_since_epoch() / 1ms));
      return t == start_of_time || own() % 5 != 0 ? 1ms : std::chrono::milliseconds(own() % 60'000);
    };
    for (int chips = between(0, 8); chips > 0; --chips) plug();
  }

  void run() {
    for (int event = 0; event < 40; ++event) {
      sim_.run_for(std::chrono::milliseconds(between(0, 3000)));
      if (between(0, 9) == 0) change_something();
      if (between(0, 2) != 0) sim_.scrape(std::chrono::milliseconds(between(1, 2000)));
    }
    sim_.run_for(settings_.timeout);
    check_scrapes();
    if (settings_.interval > 0s) check_healthy_chip();
  }

 private:
  int between(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

  void plug() {
    const auto id = "chip" + std::to_string(++last_chip_);
    auto chip = describe(id, 1);
    chip.slow = between(0, 3) == 0;
    chips_.emplace_back(chip, pick_behaviour());
    sim_.plug(chip, chips_.back().second);
  }

  hwmon::device_description describe(const std::string& id, int sensors) {
    hwmon::device_description d;
    d.id = id;
    d.bus = "bus" + std::to_string(between(0, 4));
    d.identity = hwmon::chip_identity{id, "simulated"};
    if (between(0, 7) == 0) d.package = static_cast<unsigned>(between(0, 2));
    for (int i = 1; i <= sensors; ++i) d.sensors.push_back({"temp" + std::to_string(i), {{"input", id}}});
    return d;
  }

  /// A chip comes, goes or gets another sensor; the kernel announces it, or not.
  void change_something() {
    const auto what = between(0, 2);
    if (what == 0 || chips_.empty()) {
      plug();
    } else {
      const auto chip = chips_.begin() + between(0, static_cast<int>(chips_.size()) - 1);
      auto& [description, how] = *chip;
      if (what == 1) {
        sim_.unplug(description.id);
        chips_.erase(chip);
      } else {
        description.sensors.push_back({"temp" + std::to_string(description.sensors.size() + 1), {{"input", "x"}}});
        sim_.plug(description, how);
      }
    }
    if (between(0, 2) != 0) sim_.announce();
  }

  settings pick_settings() {
    settings s;
    s.interval = std::chrono::milliseconds(between(0, 3) == 0 ? 0 : between(50, 3000));
    s.max_age = between(0, 3) == 0 ? 0ms : std::max<duration>(5s, 2 * s.interval);
    s.slow_interval = std::chrono::seconds(between(1, 15));
    s.window = std::chrono::milliseconds(between(100, 120'000));
    s.thresholds = {-60, static_cast<double>(between(1, 120))};
    s.max_readers = 64;
    return s;
  }

  behaviour pick_behaviour() {
    const auto seed = random_();
    const int character = between(0, 4);
    behaviour b;
    b.takes = [=](time_point t) -> duration {
      std::minstd_rand own(static_cast<unsigned>(seed + static_cast<unsigned>(t.time_since_epoch().count() / 1000)));
      const auto chance = own() % 100;
      if (character == 0) return std::chrono::microseconds(own() % 2000);
      if (character == 1) return std::chrono::milliseconds(own() % 300);
      if (character == 2 && chance < 20) return std::chrono::milliseconds(own() % 30000);
      if (character == 3 && chance < 5) return for_ever;
      return std::chrono::milliseconds(1);
    };
    if (character == 4)
      b.fails = [=](time_point t) {
        const auto turn = (seed + static_cast<unsigned long>(t.time_since_epoch() / 1s)) % 3;
        return turn == 0 ? boost::system::error_code(EIO, boost::system::generic_category())
                         : boost::system::error_code{};
      };
    return b;
  }

  void check_scrapes() const {
    for (const auto& answer : sim_.answers) {
      const auto waited = answer.answered - answer.asked;
      BOOST_TEST_REQUIRE((waited <= settings_.timeout));
      if (waited == 0s) continue;
      if (answer.asked <= start_of_service()) continue;  // waited for the first sweep
      // It waited for a read that had lasted no longer than `patience` when it asked.
      const bool for_something = sim_.any_read([&](const auto& read) {
        return read.began >= answer.asked - settings_.patience && read.began <= answer.answered &&
               read.ended >= answer.answered;
      });
      BOOST_TEST_REQUIRE(for_something, "the scrape at " << answer.asked.time_since_epoch() / 1us
                                                         << " us waited for nothing until "
                                                         << answer.answered.time_since_epoch() / 1us);
    }
  }
  static constexpr time_point start_of_time{};
  time_point start_of_service() const { return start_of_time + 200ms; }

  /// A hung bus delays another one by its `patience` at most: a chip that always answers is read at every tick, late by
  /// at most the buses that hold up the shared reader one after the other, once each.
  void check_healthy_chip() const {
    const auto longest = 2 * settings_.interval + 7 * settings_.patience;
    std::optional<time_point> before;
    for (const auto& read : sim_.log) {
      if (read.device != "healthy") continue;
      if (before && read.ended - *before > longest)
        BOOST_FAIL("the healthy chip waited " << (read.ended - *before) / 1ms << " ms");
      before = read.ended;
    }
    BOOST_TEST_REQUIRE(before.has_value());
    BOOST_TEST_REQUIRE((sim_.now() - *before <= longest));
  }

  std::mt19937 random_;
  settings settings_;
  simulation sim_;
  std::vector<std::pair<hwmon::device_description, behaviour>> chips_;
  int last_chip_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(random_schedules_suite)

// Two thousand take half a minute without optimisation. SCHEDULES=100000 in the environment runs that many.
BOOST_AUTO_TEST_CASE(thousands_of_random_schedules_keep_the_promises) {
  const char* const asked = std::getenv("SCHEDULES");  // NOLINT(concurrency-mt-unsafe): never written
  const unsigned long count = asked != nullptr ? std::stoul(asked) : 2'000;
  for (unsigned seed = 0; seed < count; ++seed) BOOST_TEST_CONTEXT("seed " << seed) {
      random_schedule(seed).run();
    }
}

BOOST_AUTO_TEST_SUITE_END()
