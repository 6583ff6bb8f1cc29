#include "native/device_labels.hpp"

#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter::test;

namespace {

device_pointer some_chip() {
  return device(hwmon::chip_identity{"c", ""}, {{"temp1", {"x", {}, {{"max", 84'000}}}, 40'000, {{"max", true}}}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(device_labels_suite)

BOOST_AUTO_TEST_CASE(labels_are_made_once_for_a_device) {
  exporter::label_cache cache;
  const auto chip = some_chip();
  const auto later = std::make_shared<sampling::device_state>(*chip);
  const auto* text = cache.of(*chip).sensor(0).text().data();
  BOOST_TEST(cache.of(*later).sensor(0).text().data() == text);
  const auto* alarm = cache.of(*chip).alarm(0, "max").text().data();
  BOOST_TEST(cache.of(*later).alarm(0, "max").text().data() == alarm);
  const auto* window = cache.of(*chip).window(0, "2m").text().data();
  BOOST_TEST(cache.of(*later).window(0, "2m").text().data() == window);
}

BOOST_AUTO_TEST_CASE(labels_follow_what_is_learned_of_a_device_later) {
  exporter::label_cache cache;
  const auto chip = some_chip();
  auto other = std::make_shared<sampling::device_state>(*chip);
  other->details = std::make_shared<std::vector<hwmon::sensor_details>>(
      std::vector<hwmon::sensor_details>{{"y", {}, {{"crit", 90'000}}}});
  auto unread = std::make_shared<sampling::device_state>(*chip);
  unread->details.reset();

  BOOST_TEST(cache.of(*unread).chip().text() == R"(chip="c")");
  BOOST_TEST(cache.of(*chip).limit(0, 0).text() == R"(chip="c",label="x",limit="max",sensor="temp1")");
  BOOST_TEST(cache.of(*other).limit(0, 0).text() == R"(chip="c",label="y",limit="crit",sensor="temp1")");
  BOOST_TEST(cache.of(*chip).limit(0, 0).text() == R"(chip="c",label="x",limit="max",sensor="temp1")");
}

BOOST_AUTO_TEST_CASE(devices_that_are_gone_are_forgotten_and_those_that_were_not_asked_for_are_not) {
  exporter::label_cache cache;
  const auto kept = some_chip();
  const auto gone = some_chip();
  const auto* text = cache.of(*kept).sensor(0).text().data();
  cache.of(*gone);
  cache.forget_others(*snapshot_of({kept}));
  cache.forget_others(*snapshot_of({kept}));
  BOOST_TEST(cache.of(*kept).sensor(0).text().data() == text);
  BOOST_TEST(gone->description.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
