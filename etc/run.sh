#!/bin/bash
# Builds the exporter and runs it with the arguments given, on a fresh Debian 12 or 13. Relative paths in the
# arguments are relative to the current directory.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)
. "$checkout/etc/packages.sh"

# True if the kernel shows a temperature that the exporter could read.
has_sensors() {
  local root=$1
  compgen -G "$root/class/hwmon/*/temp*_input" >/dev/null ||
    compgen -G "$root/class/hwmon/*/device/temp*_input" >/dev/null ||
    compgen -G "$root/class/thermal/thermal_zone*/temp" >/dev/null
}

root=/sys
if mountpoint -q /host/sys 2>/dev/null; then root=/host/sys; fi
root=${CPU_TEMP_EXPORTER_PATH_SYSFS:-$root}
wants_sensors=yes
previous=
for argument in "$@"; do
  if [ "$previous" = --path.sysfs ]; then root=$argument; fi
  case $argument in
    --path.sysfs=*) root=${argument#*=} ;;
    --demo | --help | --version | --doctor | --health | --health=*) wants_sensors=no ;;
  esac
  previous=$argument
done

need_packages "${build_packages[@]}"
limit_jobs
# Standard output belongs to the exporter: --once prints the exposition there.
(cd "$checkout" && cmake --workflow --preset release) >&2

arguments=("$@")
if [ "$wants_sensors" = yes ] && ! has_sensors "$root"; then
  say "no temperature sensors below $root: adding --demo, which simulates some"
  arguments+=(--demo)
fi
exec "$checkout"/build/release/src/app/cpu_temp_exporter "${arguments[@]}"
