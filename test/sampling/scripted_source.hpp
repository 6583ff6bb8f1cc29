#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::sampling::test {

/// A gate at which reads wait while it is closed: a driver that hangs.
class gate {
 public:
  void close() { set(true); }
  void open() { set(false); }
  void pass() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !closed_; });
  }

 private:
  void set(bool closed) {
    const std::scoped_lock lock(mutex_);
    closed_ = closed;
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
};

/// Devices with one sensor each, whose reads run a function on the reading thread.
class scripted_source final : public hwmon::sensor_source {
 public:
  using script = std::function<hwmon::reading()>;

  void add(const std::string& id, script read) {
    auto d = std::make_shared<hwmon::device_description>();
    d->id = d->bus = id;
    d->identity = hwmon::chip_identity{id, "scripted"};
    d->sensors = {{"temp1", {{"input", id}}}};
    devices_.push_back({std::move(d), std::move(read)});
  }

  /// Runs at the start of each discovery, on its thread.
  void at_discovery(std::function<void()> run) { at_discovery_ = std::move(run); }
  /// How many there have been so far. From any thread.
  int discoveries() const { return discoveries_; }

  hwmon::inventory discover() const override {
    ++discoveries_;
    if (at_discovery_) at_discovery_();
    hwmon::inventory found;
    for (const auto& [description, read] : devices_) found.devices.push_back(description);
    return found;
  }

  std::unique_ptr<hwmon::device_reader> reader(
      std::shared_ptr<const hwmon::device_description> description) const override {
    for (const auto& [known, read] : devices_)
      if (known == description) return std::make_unique<scripted_reader>(read);
    return nullptr;
  }

 private:
  class scripted_reader final : public hwmon::device_reader {
   public:
    explicit scripted_reader(script read) : read_(std::move(read)) {}
    hwmon::readout read(hwmon::read_scope) override { return {details_, {read_()}, nullptr}; }

   private:
    script read_;
    std::shared_ptr<const std::vector<hwmon::sensor_details>> details_ =
        std::make_shared<const std::vector<hwmon::sensor_details>>(1);
  };

  struct device {
    std::shared_ptr<const hwmon::device_description> description;
    script read;
  };
  std::vector<device> devices_;
  std::function<void()> at_discovery_;
  mutable std::atomic<int> discoveries_ = 0;
};

}  // namespace cputemp::sampling::test
