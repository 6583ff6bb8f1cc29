#!/bin/bash
# The cost of a scrape of the exporter, beside the least that could send as many bytes and beside node_exporter.
#
#   scrape.sh [SECONDS [ROUNDS]]
#
# loads each server in turn for that many seconds, 2 by default, in 7 rounds by default, and shows the medians; read the
# ratios, not the times. EXPORTER, FLOOR_SERVER and NEW_SNAPSHOT_SERVER name the programs, optimised:
#
#   cmake -B build/bench -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON && cmake --build build/bench
#   EXPORTER=build/bench/src/app/cpu_temp_exporter FLOOR_SERVER=build/bench/bench/floor_server \
#     NEW_SNAPSHOT_SERVER=build/bench/bench/new_snapshot_server bench/scrape.sh
#
# wrk and Debian's prometheus-node-exporter are needed; without one of them the exit code is 77.
set -euo pipefail

skip() {
  echo "skipped: $*" >&2
  exit 77
}

if [ $# -gt 2 ]; then
  echo "usage: $(basename "$0") [SECONDS [ROUNDS]]" >&2
  exit 2
fi
: "${EXPORTER:?names the program}" "${FLOOR_SERVER:?names the program}" "${NEW_SNAPSHOT_SERVER:?names the program}"

# Debian's python3 first, since it has fusepy.
export PATH=/usr/bin:$PATH:${ORACLES:-}
for program in wrk prometheus-node-exporter taskset; do
  command -v "$program" >/dev/null || skip "no $program"
done
[ "$(nproc)" -ge 2 ] || skip "one processor for the servers and one for the clients are needed"

exec python3 -B "$(dirname "$0")/scrape.py" "${1:-2}" "${2:-7}"
