#include "schedule/reader_roster.hpp"

#include <algorithm>

namespace cputemp::sampling {

std::optional<reader_id> reader_roster::find_shared() {
  if (shared_) return shared_;
  if (readers_.size() < max_readers_) {
    shared_ = ++last_reader_;
    readers_.emplace(*shared_, workload{});
    return shared_;
  }
  // No more may be started: a bus that has its own reader but is not stuck in it shares again.
  const auto idle =
      std::ranges::find_if(own_, [&](const auto& entry) { return readers_.at(entry.second).in_hand.empty(); });
  if (idle == own_.end()) return std::nullopt;
  shared_ = idle->second;
  own_.erase(idle);
  return shared_;
}

std::optional<reader_id> reader_roster::idle_reader(std::string_view bus) {
  const auto own = own_.find(bus);
  const auto id = own != own_.end() ? std::optional(own->second) : find_shared();
  if (!id || !readers_.at(*id).in_hand.empty()) return std::nullopt;
  return id;
}

void reader_roster::hand_out(reader_id id, device_token device, std::string_view bus) {
  auto& work = readers_.at(id);
  work.in_hand.emplace(device, bus);
  work.opened.insert(device);
}

void reader_roster::take_back(reader_id id, device_token device) { readers_.at(id).in_hand.erase(device); }

void reader_roster::isolate(device_token device) {
  if (!shared_) return;
  own_.emplace(readers_.at(*shared_).in_hand.at(device), *shared_);
  shared_.reset();
}

std::vector<reader_id> reader_roster::busy() const {
  std::vector<reader_id> result;
  for (const auto& [id, work] : readers_)
    if (!work.in_hand.empty()) result.push_back(id);
  return result;
}

bool reader_roster::serves(reader_id id, std::string_view bus) const {
  const auto own = own_.find(bus);
  return own != own_.end() ? own->second == id : shared_ == id;
}

std::vector<device_token> reader_roster::release(reader_id id, const std::map<device_token, device_record>& devices) {
  std::vector<device_token> released;
  std::erase_if(readers_.at(id).opened, [&](device_token token) {
    const auto device = devices.find(token);
    if (device != devices.end() && serves(id, device->second.description().bus)) return false;
    released.push_back(token);
    return true;
  });
  return released;
}

}  // namespace cputemp::sampling
