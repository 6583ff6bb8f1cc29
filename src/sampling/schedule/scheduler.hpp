#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/metrics/histogram.hpp>
#include <cputemp/sampling/notice.hpp>
#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/cpu_history.hpp"
#include "schedule/device_record.hpp"
#include "schedule/discovery_problems.hpp"
#include "schedule/discovery_schedule.hpp"
#include "schedule/read_work.hpp"
#include "schedule/reader_roster.hpp"

namespace cputemp::sampling {

using scrape_id = std::uint64_t;

/// The work that scheduler::advance leaves to its caller.
struct actions {
  std::vector<read_batch> batches;
  std::optional<discovery_id> discover;
  std::shared_ptr<const snapshot> published;  ///< null if nothing new is published
  std::vector<scrape_id> answered;            ///< scrapes that wait no longer
  std::vector<notice> notices;
  boot_clock::time_point wake = boot_clock::time_point::max();  ///< when to call advance again at the latest
};

/// Decides when to read what, what is still valid and when to publish. Uses no thread, socket or clock: the caller
/// reports facts with their times, and `advance` returns what follows from them. Guarantees, whatever the devices do:
///  - no published reading is past its validity when the snapshot is published or until `serve_until`;
///  - a device is in at most one batch that has not been reported finished or withdrawn;
///  - a read that has lasted longer than `patience` holds up no bus that never hung itself, as long as fewer than twice
///    `max_readers` are held up;
///  - a scrape waits for the reads of one sweep at most, and never past its deadline.
class scheduler {
 public:
  /// `wall` is the time of day. It decides nothing: it is stamped on what begins to count, and on a sweep.
  using wall_time = std::chrono::system_clock::time_point;

  /// `started` is stamped on every snapshot.
  scheduler(settings, wall_time started);

  // Facts. Each is followed by advance() before time goes on.
  void found(discovery_id, hwmon::inventory, boot_clock::time_point now, wall_time wall);
  void discovery_failed(boot_clock::time_point now);  ///< no thread could be started for it
  void device_event(boot_clock::time_point now);      ///< the kernel says that a device came or went
  void reported(reader_id, reader_report);
  void asked(scrape_id, boot_clock::time_point deadline);

  actions advance(boot_clock::time_point now, wall_time wall);

  /// Readers with work in hand; the caller reports them before advance.
  std::vector<reader_id> busy_readers() const { return roster_.busy(); }
  /// Whether jobs that wait behind a long read are to be withdrawn from this reader.
  bool withdraws(reader_id reader) const { return roster_.is_shared(reader); }

 private:
  struct sweep {
    boot_clock::time_point began;
    boot_clock::time_point publish_by;
  };
  struct waiting_scrape {
    scrape_id id;
    boot_clock::time_point deadline;
    bool joined;  // waits for the end of the sweep in hand
  };

  void read_ended(finished_read);
  void listed_again(device_token, std::shared_ptr<const hwmon::device_description>);
  void appeared(std::shared_ptr<const hwmon::device_description>, wall_time wall);
  void note(notice::kind, const std::shared_ptr<const hwmon::device_description>&);
  bool any_sensor() const;
  void redispatch_withdrawn(boot_clock::time_point now);
  void give_up_discovery_if_late(boot_clock::time_point now);
  void tick_if_due(boot_clock::time_point now);
  void resolve_scrapes(boot_clock::time_point now);
  void begin_sweep(boot_clock::time_point now, boot_clock::time_point publish_by);
  void read_newcomers(boot_clock::time_point now);
  void dispatch(const std::vector<read_job>&, boot_clock::time_point now);
  void notice_silence(boot_clock::time_point now);
  void end_sweep_if_due(boot_clock::time_point now);
  enum class occasion : std::uint8_t { samples_taken, something_changed };
  void publish(boot_clock::time_point now, occasion);
  void answer_scrapes(boot_clock::time_point now);
  bool refresh_needed(boot_clock::time_point now) const;
  boot_clock::time_point next_wake() const;

  settings settings_;
  const wall_time started_;
  wall_time wall_{};  // of the step in hand
  reader_roster roster_;
  std::map<device_token, device_record> devices_;
  std::map<std::string, device_token, std::less<>> tokens_;  // by description->id: the order of a snapshot
  device_token last_token_ = 0;
  std::vector<read_job> withdrawn_;
  boot_clock::time_point shared_check_ = boot_clock::time_point::max();  // when the shared reader may be stuck

  discovery_schedule discovery_;
  discovery_problems problems_;
  std::shared_ptr<const std::vector<hwmon::cpu_core>> cores_;
  bool newcomers_ = false;  // a device is waiting for its first read

  boot_clock::time_point next_tick_ = boot_clock::time_point::max();
  std::optional<sweep> sweep_;
  std::optional<boot_clock::time_point> last_sweep_published_;
  std::vector<waiting_scrape> scrapes_;

  std::optional<cpu_history> history_;  // if readings are taken in the background
  std::uint64_t sequence_ = 0;
  std::uint64_t sweeps_ = 0;
  std::uint64_t overruns_ = 0;
  metrics::histogram sweep_duration_;
  wall_time taken_{};
  bool changed_ = false;      // before the next sweep: a device came, was first read, went or fell silent
  bool unpublished_ = false;  // there are readings that came late
  boot_clock::time_point first_expiry_ = boot_clock::time_point::max();  // in latest_
  std::shared_ptr<const snapshot> latest_;
  actions pending_;
};

}  // namespace cputemp::sampling
