# shellcheck shell=bash
# Sourced by run.sh and test.sh: installs what a fresh Debian 12 or 13 lacks, and nothing else.

# Sets the lists of packages for a release of Debian, by its code name. `make` is for those who build a program of their own
# with the installed libraries: there CMake looks for nothing else.
name_packages() {
  release=$1
  local boost clang
  case $release in
    bookworm) boost=1.81 clang=14 promtool_package=prometheus ;;
    trixie) boost='' clang=19 promtool_package=promtool ;;
    *) release='' boost='' clang='' promtool_package=prometheus ;;
  esac
  build_packages=(g++ cmake make ninja-build pkgconf "libboost$boost-dev" "libboost-json$boost-dev" "libboost-program-options$boost-dev"
    libfmt-dev libprotozero-dev libre2-dev zlib1g-dev)
  test_packages=("libboost-test$boost-dev" ccache libbenchmark-dev python3 python3-fusepy python3-prometheus-client python3-yaml fuse3 curl
    systemd tar xz-utils shellcheck wrk)
  check_packages=(clang clang-format clang-tidy "libclang-rt-$clang-dev")
}

name_packages "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null)"

# One job a processor, but a file with Beast in it takes 700 MB to compile, more with a sanitizer.
limit_jobs() {
  local processors memory
  processors=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1000000) }' /proc/meminfo)
  if [ "$memory" -lt 1 ]; then memory=1; fi
  export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$((processors < memory ? processors : memory))}
}

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

die() {
  say "$*"
  exit 1
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# An image of Debian comes without package lists, and so does a machine that never ran apt-get update.
apt_lists_are_there() {
  [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -print -quit 2>/dev/null)" ]
}

# Installs those of the named packages that are missing. Does nothing, and needs no rights, if all are there.
need_packages() {
  local missing=() name
  [ -n "$release" ] || die "neither Debian 12 nor 13: install g++ 12, CMake 3.25, ninja, pkg-config, Boost 1.81 (JSON, Program_options), fmt 9, RE2," \
    "protozero and zlib, or newer ones, and run: cmake --workflow --preset release"
  for name in "$@"; do
    is_installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get >/dev/null || die "these Debian packages are needed, and there is no apt-get here: ${missing[*]}"
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    die "neither root nor sudo: have someone run: apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}")
  # Lists that are too old name versions that the archive no longer has: then once more with new ones.
  if ! apt_lists_are_there || ! as_root "${install[@]}"; then
    as_root apt-get update -q
    as_root "${install[@]}"
  fi
} >&2

# Unpacks the packages after $1 below it without installing them: Debian's packages of servers enable and start services.
# `from` says from which archive and with which lists of packages; without it, the host's own.
unpack_packages() {
  local destination=$1 scratch package result=1
  shift
  scratch=$(mktemp -d)
  # apt gives up its rights to download.
  if [ "$(id -u)" = 0 ]; then chown _apt "$scratch"; fi
  if download "$scratch" "$@" || { refresh_lists && download "$scratch" "$@"; }; then
    mkdir -p "$destination" && result=0
    for package in "$scratch"/*.deb; do dpkg -x "$package" "$destination" || result=1; done
  fi
  rm -rf "$scratch"
  return $result
} >&2

from=()

download() { (cd "$1" && apt-get "${from[@]}" download -q "${@:2}"); }

refresh_lists() {
  if [ ${#from[@]} -gt 0 ]; then
    apt-get "${from[@]}" update -q
  else
    as_root apt-get update -q
  fi
}

# Lets `from` name another suite of the archive that this host uses, with lists of its own below $2: the host's stay as they
# are, and this needs no rights.
use_suite() {
  local suite=$1 state=$2 mirror
  mirror=$(own_archive)
  if [ -z "$mirror" ]; then
    refresh_lists
    mirror=$(own_archive)
  fi
  [ -n "$mirror" ] || return 1
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" >"$state/sources.list"
  from=(-o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State=$state"
    -o Dir::State::status=/dev/null -o "Dir::Cache=$state/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root)
  refresh_lists
} >&2

# shellcheck disable=SC2016 # apt fills it in
own_archive() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1; }

# Prometheus, promtool, node_exporter, VictoriaMetrics and lm-sensors, which the end-to-end tests compare with: those on
# PATH, else unpacked below $1. Prints the name of each package that can't be had.
need_oracles() {
  local oracles=$1 pair package program
  for pair in prometheus:prometheus "$promtool_package:promtool" prometheus-node-exporter:prometheus-node-exporter \
    victoria-metrics:victoria-metrics; do
    package=${pair%%:*}
    program=${pair#*:}
    if ! PATH=$PATH:$oracles/usr/bin command -v "$program" >/dev/null; then
      unpack_packages "$oracles" "$package" || printf '%s\n' "$package"
    fi
  done | sort -u
  # Below $1 even if they are installed: the tests need the three of one release.
  if [ ! -x "$oracles/usr/bin/sensors" ]; then
    unpack_packages "$oracles" lm-sensors libsensors5 libsensors-config || printf '%s\n' lm-sensors
  fi
}

# The same of newer releases than the host's, which are those of Debian's unstable suite: unpacked below $1, and left there
# until someone removes them. They run with the C library of Debian 12. Prints the name of each package that can't be had.
need_newer_oracles() (
  oracles=$1
  shift
  missing=()
  for package in "$@"; do
    # Each is named after its program.
    [ -x "$oracles/usr/bin/$package" ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || exit 0
  lists=$(mktemp -d)
  trap 'rm -rf "$lists"' EXIT
  if ! use_suite unstable "$lists" || ! unpack_packages "$oracles" "${missing[@]}"; then printf '%s\n' "${missing[@]}"; fi
)
