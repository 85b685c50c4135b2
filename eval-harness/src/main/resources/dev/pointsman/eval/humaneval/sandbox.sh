# First process of a sandbox: sh sandbox.sh UID MEMORY_BYTES CPU_SECONDS PYTHON RUNNER
# Runs in namespaces of its own (PID, mount, network, IPC, UTS), so that when it ends all it started ends.
set -eu
uid=$1 memory=$2 cpu=$3 python=$4 runner=$(cat "$5")

mount --make-rprivate /
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev none /tmp
[ -d /dev/shm ] && mount -t tmpfs -o size=1m,mode=1777,nosuid,nodev,noexec none /dev/shm
[ -d /run ] && mount -t tmpfs -o size=1m,mode=755,nosuid,nodev,noexec none /run
printf '%s\n' "$runner" >/tmp/runner.py

# Everything but the two private folders becomes read-only; mounts hidden under others refuse and do not matter.
while read -r _ _ _ _ at _; do
  case $at in
    /tmp | /dev/shm | /proc) ;;
    *) mount -o remount,bind,ro "$(printf '%b' "$at")" 2>/dev/null || true ;;
  esac
done </proc/self/mountinfo
mount -t proc -o ro,nosuid,nodev,noexec proc /proc
if (: >/.pointsman-write-test) 2>/dev/null; then exit 97; fi

cd /tmp
set -- prlimit --cpu="$cpu" --as="$memory" --fsize=16777216 --nproc=24 --nofile=64 --core=0 -- \
  env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 \
  MALLOC_ARENA_MAX=2 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$python" -I /tmp/runner.py
if [ "$uid" = self ]; then
  setpriv --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
else
  setpriv --reuid="$uid" --regid="$uid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
fi
