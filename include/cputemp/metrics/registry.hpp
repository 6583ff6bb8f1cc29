#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/gathering.hpp>
#include <cputemp/metrics/instrument_family.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::metrics {

/// The name of an instrument, and what goes with it.
struct naming {
  std::string name;
  std::string help;
  std::string unit = {};  ///< ends the name, before `_total`; empty if there is none
};

/// Where a program keeps its metrics. Any thread may use it.
///
/// Each `add` throws std::invalid_argument, and leaves the registry as it was, if a name, a label or a setting is not
/// valid or does not agree with what was added before. A family may come from several collectors, whose descriptions
/// of it must be equal.
class registry {
 public:
  registry() = default;
  registry(const registry&) = delete;
  registry& operator=(const registry&) = delete;

  /// Instruments, and families of them by labels, live as long as the registry. None can be added twice.
  counter& add_counter(naming);
  gauge& add_gauge(naming);
  histogram& add_histogram(naming, std::vector<double> upper_bounds, std::optional<native_settings> = std::nullopt);
  summary& add_summary(naming, summary_settings = {});

  instrument_family<counter>& add_counter_family(naming, label_names);
  instrument_family<gauge>& add_gauge_family(naming, label_names);
  instrument_family<histogram>& add_histogram_family(naming, label_names, std::vector<double> upper_bounds,
                                                     std::optional<native_settings> = std::nullopt);
  instrument_family<summary>& add_summary_family(naming, label_names, summary_settings = {});

  /// Shared, since another thread may be collecting from it when it is removed.
  void add(std::shared_ptr<const collector>);

  /// Returns false if it is not there. A gathering that has begun may still ask it. A family of instruments goes with
  /// all its instruments.
  bool remove(const collector&);

  /// Asks all collectors, in the order in which they were added. Leaves out samples that do not keep to their
  /// description or were collected before with the same labels, and names them in the errors.
  gathering gather(std::chrono::steady_clock::time_point now) const;

 private:
  using descriptions = std::vector<family_description>;
  struct entry {
    std::shared_ptr<const collector> source;
    std::shared_ptr<const descriptions> described;
    bool is_instrument;
  };

  template <class Instrument>
  instrument_family<Instrument>& add_family(metric_type, naming, label_names,
                                            std::function<std::unique_ptr<Instrument>()> make);
  void add(std::shared_ptr<const collector>, bool is_instrument);

  mutable std::mutex mutex_;  // not held while collectors describe or collect: they may use the registry
  std::vector<entry> entries_;
};

}  // namespace cputemp::metrics
