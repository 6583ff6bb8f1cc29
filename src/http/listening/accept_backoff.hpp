#pragma once

#include <boost/system/error_code.hpp>

#include <chrono>

namespace cputemp::http {

/// Decides how long to pause after an accept error. Pure: errors in, pauses out.
class accept_backoff {
 public:
  struct reaction {
    std::chrono::milliseconds pause{0};
    bool begins = false;  ///< an episode: report it to the observer
  };

  /// A connection that died in the queue costs no pause. Other errors do: descriptors or memory are exhausted, in this
  /// process or on the host (accept(2)), the listening socket stays readable, and a loop would take a core.
  reaction failed(const boost::system::error_code& error);

  /// A connection was closed to make room for the next. That next one's success does not end the episode: while
  /// descriptors are scarce every new connection fails first, and each would be an episode of its own.
  void made_room() { made_room_ = true; }

  /// Returns whether this ends an episode.
  bool succeeded();

 private:
  std::chrono::milliseconds next_{0};
  bool in_episode_ = false;
  bool made_room_ = false;
};

}  // namespace cputemp::http
