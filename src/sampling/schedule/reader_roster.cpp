#include "schedule/reader_roster.hpp"

#include <algorithm>

namespace cputemp::sampling {

bool reader_roster::may_share(std::string_view bus) const {
  const auto held_up = std::ranges::count_if(own_, [&](const auto& entry) { return is_held_up(entry.second); });
  return static_cast<std::size_t>(held_up) < (hung_.contains(bus) ? max_readers_ : 2 * max_readers_);
}

std::optional<reader_id> reader_roster::find_shared(std::string_view bus) {
  if (!may_share(bus)) return std::nullopt;
  if (shared_) return shared_;
  // Rather than start many, a bus that has its own reader but is not stuck in it shares again.
  const auto idle = std::ranges::find_if(own_, [&](const auto& entry) { return !is_held_up(entry.second); });
  if (readers_.size() >= max_readers_ && idle != own_.end()) {
    shared_ = idle->second;
    own_.erase(idle);
  } else {
    shared_ = ++last_reader_;
    readers_.emplace(*shared_, workload{});
  }
  return shared_;
}

std::optional<reader_id> reader_roster::idle_reader(std::string_view bus) {
  const auto own = own_.find(bus);
  const auto id = own != own_.end() ? std::optional(own->second) : find_shared(bus);
  if (!id || is_held_up(*id)) return std::nullopt;
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
  const auto& bus = readers_.at(*shared_).in_hand.at(device);
  own_.emplace(bus, *shared_);
  hung_.insert(bus);
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
