#!/bin/bash
# Builds and tests, on a fresh Debian 12 or 13.
#   test.sh                  strict warnings, all tests
#   test.sh checks           format, AddressSanitizer, 20 seconds of each fuzzer, ThreadSanitizer, the static program, clang-tidy on
#                            all but the tests
#   test.sh tidy             clang-tidy on all sources, those of the tests, too
#   test.sh fuzz [SECONDS]   each fuzzer for that long, or for a minute
# At the end it prints the time of each step beside its budget, which is for two processors that have built nothing. A step that
# takes twice its budget fails. TIME_FACTOR=3 allows three times as much, on slower machines.
set -euo pipefail
cd "$(dirname "$0")/.."
. etc/packages.sh

skipped=()
skip() {
  say "SKIPPED: $*"
  skipped+=("$*")
}

steps=()
slow=()
# step NAME BUDGET COMMAND...
step() {
  local name=$1 budget=$(($2 * factor)) begin=$SECONDS took
  shift 2
  current=$name
  "$@"
  took=$((SECONDS - begin))
  steps+=("$(printf '%5d s of %4d s  %s' "$took" "$budget" "$name")")
  if [ $took -gt $((2 * budget)) ]; then slow+=("$name"); fi
  current=
}

report() {
  local status=$? line
  for line in "${steps[@]}"; do say "$line"; done
  if [ "$status" != 0 ] && [ -n "${current:-}" ]; then say "FAILED: $current"; fi
  if [ ${#skipped[@]} -gt 0 ]; then
    say "${#skipped[@]} skipped:"
    for line in "${skipped[@]}"; do say "  $line"; done
  fi
  if [ "$status" = 0 ] && [ ${#slow[@]} -gt 0 ]; then
    for line in "${slow[@]}"; do say "FAILED: $line took more than twice its budget"; done
    exit 1
  fi
}

prepare() {
  need_packages "${build_packages[@]}" "${test_packages[@]}" "$@"
  limit_jobs
  factor=${TIME_FACTOR:-1}
  if [ "$CMAKE_BUILD_PARALLEL_LEVEL" = 1 ]; then factor=$((2 * factor)); fi
  # Files compiled before, in any folder, are not compiled again. Precompiled headers would prevent that.
  export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache} CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
}

prepare_tests() {
  prepare "$@"
  local missing
  missing=$(need_oracles build/oracles)
  for package in $missing; do skip "tests that need the package $package, which can't be downloaded"; done
  missing=$(need_newer_oracles build/oracles/newer prometheus prometheus-node-exporter)
  for package in $missing; do skip "tests with the newer release of $package, which can't be downloaded"; done
  if [ ! -c /dev/fuse ]; then skip "tests with hung and failing sensors: no /dev/fuse"; fi
}

build() {
  local preset=$1
  shift
  cmake --preset "$preset" -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON "$@"
  cmake --build --preset "$preset"
}

sources() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z '*.hpp' '*.cpp'
  else
    find src include test bench \( -name '*.hpp' -o -name '*.cpp' \) -print0
  fi
}

formatted() { sources | xargs -0 clang-format --dry-run -Werror; }

tests() {
  prepare_tests
  step "dev: build" 330 build dev
  step "dev: tests" 180 ctest --preset dev
}

checks() {
  prepare_tests "${check_packages[@]}"
  # Each version of these two has other complaints. Only one is used.
  if [ "$release" = bookworm ]; then
    step "format" 10 formatted
  else
    skip "clang-format and clang-tidy, whose version is that of Debian 12"
  fi
  step "asan: build" 330 build asan
  step "asan: tests, fuzzers" 150 ctest --preset asan
  step "tsan: build" 220 build tsan
  step "tsan: tests" 130 ctest --preset tsan
  step "static: build" 120 build static -DBUILD_TESTING=ON
  step "static: tests" 10 ctest --preset static
  if [ "$release" = bookworm ]; then step "clang-tidy" 300 build tidy; fi
}

tidy() {
  prepare "${check_packages[@]}"
  step "clang-tidy" 300 build tidy
  step "clang-tidy on the tests" 900 cmake --build --preset tidy --target tidy_tests
}

fuzz() {
  prepare "${check_packages[@]}"
  cmake --preset asan -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCPUTEMP_FUZZ_SECONDS="$1"
  cmake --build --preset fuzz
  ctest --preset fuzz
}

usage() {
  say "usage: etc/test.sh [checks | tidy | fuzz [SECONDS]]; not: $*"
  exit 2
}

seconds=${2:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || usage "$@"
[[ ${TIME_FACTOR:-1} =~ ^[1-9][0-9]*$ ]] || die "TIME_FACTOR is a whole number from 1 on, not '$TIME_FACTOR'"
trap report EXIT
case "$#:${1:-}" in
  0:) tests ;;
  1:checks) checks ;;
  1:tidy) tidy ;;
  [12]:fuzz) fuzz "$seconds" ;;
  *) usage "$@" ;;
esac
