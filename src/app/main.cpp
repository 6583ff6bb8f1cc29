#include <cputemp/app/run.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace {

/// If a standard descriptor is closed, some socket takes its number, and the log would be written to it.
void open_standard_descriptors() {
  int descriptor = 0;
  do descriptor = ::open("/dev/null", O_RDWR);
  while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_descriptors();
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  return cputemp::app::run(arguments, environment);
}
