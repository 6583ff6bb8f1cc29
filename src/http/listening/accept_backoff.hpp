#pragma once

#include <boost/system/error_code.hpp>

#include <chrono>

namespace cputemp::http {

/// What an accept error means to the one who goes on accepting. Pure: told of errors, it answers with a pause.
class accept_backoff {
 public:
  struct reaction {
    std::chrono::milliseconds pause{0};
    bool begins = false;  ///< an episode: tell the observer
  };

  /// A connection that died in the queue costs no pause. All else does, since the listening socket stays readable and a
  /// loop would take a core: descriptors or memory are exhausted, in this process or on the host (accept(2)).
  reaction failed(const boost::system::error_code& error);

  /// A connection was closed for the sake of the next. That one's success ends no episode: while descriptors stay
  /// scarce every newcomer fails first, and each would be an episode of its own.
  void made_room() { made_room_ = true; }

  /// Whether that ends an episode.
  bool succeeded();

 private:
  std::chrono::milliseconds next_{0};
  bool in_episode_ = false;
  bool made_room_ = false;
};

}  // namespace cputemp::http
