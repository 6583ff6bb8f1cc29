#pragma once

#include <initializer_list>
#include <string>
#include <vector>

namespace cputemp::test {

/// For the scope of this object, the next reads of one file fail with these errno values, one after another; reads
/// after them go through. Works on every file that this program reads by pread(2), through whichever descriptor.
class scripted_pread {
 public:
  scripted_pread(std::string path, std::initializer_list<int> errors);
  ~scripted_pread();
  scripted_pread(const scripted_pread&) = delete;
  scripted_pread& operator=(const scripted_pread&) = delete;

  /// Reads of the file so far, failed ones as well.
  int calls() const noexcept { return calls_; }
  const std::string& path() const noexcept { return path_; }
  /// The errno of the next read, 0 for success.
  int next();

 private:
  std::string path_;
  std::vector<int> errors_;
  int calls_ = 0;
};

}  // namespace cputemp::test
