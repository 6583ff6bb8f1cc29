#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/device_record.hpp"
#include "schedule/read_work.hpp"

namespace cputemp::sampling {

/// Decides which reader serves which bus. All buses share one reader, until one of them holds it up: that bus keeps the
/// reader it is stuck in for itself, and the others go on with a new one. If too many are held up, only buses that
/// never hung go on.
class reader_roster {
 public:
  /// Buses that have hung are asked while they hold up fewer readers than that, all others up to twice as many.
  explicit reader_roster(std::size_t max_readers) : max_readers_(max_readers) {}

  /// Returns the reader for a bus if it has nothing in hand.
  std::optional<reader_id> idle_reader(std::string_view bus);

  /// Remembers what a reader is given.
  void hand_out(reader_id, device_token, std::string_view bus);
  /// A job of this reader has ended or was withdrawn.
  void take_back(reader_id, device_token);

  /// The shared reader is stuck in this device: from now on it serves the bus of this device only.
  void isolate(device_token);

  bool is_shared(reader_id reader) const { return shared_ == reader; }
  std::vector<reader_id> busy() const;

  /// The devices that a reader may have opened but serves no longer, each reported once.
  std::vector<device_token> release(reader_id, const std::map<device_token, device_record>& devices);

 private:
  struct workload {
    std::map<device_token, std::string> in_hand;  // with their buses
    std::set<device_token> opened;
  };
  bool serves(reader_id, std::string_view bus) const;
  bool is_held_up(reader_id id) const { return !readers_.at(id).in_hand.empty(); }
  bool may_share(std::string_view bus) const;
  std::optional<reader_id> find_shared(std::string_view bus);

  std::size_t max_readers_;
  std::map<reader_id, workload> readers_;
  std::map<std::string, reader_id, std::less<>> own_;  // bus to its reader
  std::set<std::string, std::less<>> hung_;            // buses that held up a shared reader
  std::optional<reader_id> shared_;
  reader_id last_reader_ = 0;
};

}  // namespace cputemp::sampling
