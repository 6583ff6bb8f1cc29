#include "scripted_pread.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

namespace cputemp::test {

namespace {

std::vector<scripted_pread*>& scripts() {
  static std::vector<scripted_pread*> all;
  return all;
}

int scripted_error(int file) {
  if (scripts().empty()) return 0;
  std::error_code error;
  const std::string path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file), error).string();
  const auto found =
      std::find_if(scripts().begin(), scripts().end(), [&](const scripted_pread* s) { return s->path() == path; });
  return found == scripts().end() ? 0 : (*found)->next();
}

}  // namespace

scripted_pread::scripted_pread(std::string path, std::initializer_list<int> errors)
    : path_(std::move(path)), errors_(errors) {
  scripts().push_back(this);
}

scripted_pread::~scripted_pread() { std::erase(scripts(), this); }

int scripted_pread::next() {
  const auto call = static_cast<std::size_t>(calls_++);
  return call < errors_.size() ? errors_[call] : 0;
}

}  // namespace cputemp::test

// Takes the place of the C library's for the whole test program.
extern "C" ssize_t pread(int file, void* buffer, size_t size, off_t offset) {
  if (const int error = cputemp::test::scripted_error(file); error != 0) {
    errno = error;
    return -1;
  }
  return ::syscall(SYS_pread64, file, buffer, size, offset);
}
