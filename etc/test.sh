#!/bin/bash
# Builds and tests, on a Debian 12 that has nothing yet.
#   test.sh                  strict warnings, all tests
#   test.sh checks           format, AddressSanitizer, ThreadSanitizer, 20 seconds of each fuzzer, the static program, clang-tidy on all but the tests
#   test.sh tidy             clang-tidy on all sources, those of the tests, too
#   test.sh fuzz [SECONDS]   each fuzzer for so long, or for a minute
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

fuzz() {
  need_packages "${build_packages[@]}" "${check_packages[@]}"
  limit_jobs
  cmake --preset fuzz -DCPUTEMP_FUZZ_SECONDS="$1"
  cmake --build --preset fuzz
  ctest --preset fuzz
}

static_program() {
  cmake --preset static -DBUILD_TESTING=ON
  cmake --build --preset static
  ctest --preset static
}

checks() {
  prepare "${check_packages[@]}"
  sources | xargs -0 clang-format --dry-run -Werror
  cmake --workflow --preset asan
  cmake --workflow --preset tsan
  fuzz 20
  static_program
  cmake --workflow --preset tidy
}

tidy() {
  need_packages "${build_packages[@]}" "${test_packages[@]}" "${check_packages[@]}"
  limit_jobs
  cmake --workflow --preset tidy
  cmake --build --preset tidy --target tidy_tests
}

usage() {
  say "usage: etc/test.sh [checks | tidy | fuzz [SECONDS]]; not: $*"
  exit 2
}

seconds=${2:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || usage "$@"
case "$#:${1:-}" in
  0:) tests ;;
  1:checks) checks ;;
  1:tidy) tidy ;;
  [12]:fuzz) fuzz "$seconds" ;;
  *) usage "$@" ;;
esac

if [ ${#skipped[@]} -gt 0 ]; then
  say "${#skipped[@]} skipped:"
  for what in "${skipped[@]}"; do say "  $what"; done
fi
