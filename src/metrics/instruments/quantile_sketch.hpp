#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cputemp::metrics {

/// An observation that stands for `weight` of them.
struct weighted {
  double value;
  std::uint64_t weight;
};

/// The ranks of any number of observations in little memory. Level h keeps up to `level_size` observations, each for
/// 2^h; a full level is sorted, and every other one of it moves up (the compactors of Manku, Rajagopalan and Lindsay
/// 1998 and of Karnin, Lang and Liberty 2016, but without chance). Moving a level up shifts a rank by 2^h or not at
/// all, and since the odd and the even ones are kept in turn, half of the moves shift it up at the most, and half down.
/// With n observations in L levels that makes no more than n L / (2 level_size), and less than 2 n / (2 level_size)
/// more for the odd move of each level.
class quantile_sketch {
 public:
  static constexpr std::size_t level_size = 2048;

  void insert(double);  ///< not NaN

  bool empty() const noexcept { return levels_.empty(); }
  double lowest() const noexcept { return lowest_; }
  double highest() const noexcept { return highest_; }
  void append_to(std::vector<weighted>&) const;

 private:
  struct level {
    std::vector<double> kept;
    bool keeps_odd = false;
  };
  void move_up(std::size_t from);

  std::vector<level> levels_;
  double lowest_ = 0;  // of all, as is highest_: the levels may have dropped them
  double highest_ = 0;
};

/// The smallest value with at least `rank` of the whole weight at or below it. Takes them sorted by value, not empty.
double quantile_of(const std::vector<weighted>& sorted, double rank);

}  // namespace cputemp::metrics
