#include "registry/writer_first_mutex.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <thread>

using cputemp::metrics::writer_first_mutex;

BOOST_AUTO_TEST_SUITE(writer_first_mutex_suite)

BOOST_AUTO_TEST_CASE(readers_share_it) {
  writer_first_mutex mutex;
  const std::shared_lock first(mutex);
  std::jthread([&] { const std::shared_lock second(mutex); }).join();
  BOOST_TEST(mutex.try_lock_shared());
  mutex.unlock_shared();
}

BOOST_AUTO_TEST_CASE(a_writer_has_it_alone) {
  writer_first_mutex mutex;
  const std::scoped_lock lock(mutex);
  std::jthread([&] { BOOST_TEST(!mutex.try_lock_shared()); }).join();
}

BOOST_AUTO_TEST_CASE(readers_that_come_after_a_waiting_writer_wait_for_it) {
  writer_first_mutex mutex;
  std::atomic<bool> written{false};
  std::atomic<bool> read{false};
  std::jthread writer;
  std::jthread reader;
  {
    const std::shared_lock lock(mutex);
    writer = std::jthread([&] {
      const std::scoped_lock alone(mutex);
      written = true;
    });
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    bool waits = false;
    while (!waits && std::chrono::steady_clock::now() < patience) {
      waits = !mutex.try_lock_shared();
      if (!waits) mutex.unlock_shared();
    }
    BOOST_TEST(waits);
    reader = std::jthread([&] {
      const std::shared_lock shared(mutex);
      read = written.load();
    });
    // Long enough for a reader that is not held up.
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    BOOST_TEST(!written);
  }
  writer.join();
  reader.join();
  BOOST_TEST(read);
}

BOOST_AUTO_TEST_SUITE_END()
