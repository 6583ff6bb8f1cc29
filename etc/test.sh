#!/bin/bash
# Builds and tests, on a Debian 12 that has nothing yet.
#   test.sh          strict warnings, all tests
#   test.sh checks   format, AddressSanitizer, ThreadSanitizer, clang-tidy
set -euo pipefail
cd "$(dirname "$0")/.."
. etc/packages.sh

skipped=()
skip() {
  say "SKIPPED: $*"
  skipped+=("$*")
}

prepare() {
  need_packages "${build_packages[@]}" "${test_packages[@]}" "$@"
  limit_jobs
  local missing
  missing=$(need_oracles build/oracles)
  for package in $missing; do skip "tests that need the package $package, which can't be downloaded"; done
  if [ ! -c /dev/fuse ]; then skip "tests with hung and failing sensors: no /dev/fuse"; fi
}

tests() {
  prepare
  cmake --workflow --preset dev
}

sources() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z '*.hpp' '*.cpp'
  else
    find src include test bench \( -name '*.hpp' -o -name '*.cpp' \) -print0
  fi
}

checks() {
  prepare "${check_packages[@]}"
  sources | xargs -0 clang-format --dry-run -Werror
  cmake --workflow --preset asan
  cmake --workflow --preset tsan
  cmake --workflow --preset tidy
}

case "$#:${1:-}" in
  0:) tests ;;
  1:checks) checks ;;
  *)
    say "usage: etc/test.sh [checks]; not: $*"
    exit 2
    ;;
esac

if [ ${#skipped[@]} -gt 0 ]; then
  say "${#skipped[@]} skipped:"
  for what in "${skipped[@]}"; do say "  $what"; done
fi
