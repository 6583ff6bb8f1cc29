#!/bin/bash
# Tries what README says on a Debian that has nothing yet: makes a bare root of a release and runs both commands there, on a
# copy of this tree. By hand, when the scripts or the packages change; an hour and 5 GB, as root, with mmdebstrap.
#   bare_root.sh bookworm              ./etc/run.sh --once, then ./etc/test.sh
#   bare_root.sh trixie COMMAND...     this instead, at the top of the copy
# KEEP=FOLDER leaves the root there, and goes on with the one that is there.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/../.." && pwd)
. "$checkout/etc/packages.sh"

if [ $# = 0 ]; then
  say "usage: test/house/bare_root.sh bookworm|trixie [COMMAND...]"
  exit 2
fi
suite=$1
shift
if [ "$(id -u)" != 0 ]; then die "only root can make one"; fi
need_packages mmdebstrap util-linux

if [ -n "${KEEP:-}" ]; then
  root=$KEEP
else
  root=$(mktemp -d)
  trap 'rm -rf --one-file-system "$root"' EXIT
fi
if [ ! -e "$root/etc/os-release" ]; then
  # The archive that this host itself uses.
  # shellcheck disable=SC2016 # apt fills it in
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
  mmdebstrap --variant=apt --mode=root "$suite" "$root" ${mirror:+"$mirror"} >&2
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
fi

mkdir -p "$root/source"
(
  cd "$checkout"
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z --cached --others --exclude-standard
  else
    find . -path ./build -prune -o -type f -print0
  fi | tar --create --null --files-from=- --ignore-failed-read
) | tar --extract --directory="$root/source"

# Mounts of its own end with it, so that nothing of the host lies below the root when that is removed.
inside() {
  # shellcheck disable=SC2016 # the inner shell has these arguments
  unshare --mount --pid --fork --kill-child bash -c '
    set -e
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 bash -c "cd /source && exec \"\$@\"" bash "$@"
  ' bash "$root" "$@"
}

if [ $# -gt 0 ]; then
  inside "$@"
else
  inside ./etc/run.sh --once
  inside ./etc/test.sh
fi
