#!/bin/sh
# Everything that Postern needs on a fresh Debian machine: packages, npm modules, the eBPF object.
# Asks nothing, shows where it is, and skips what is already done. `setup.sh bench` adds what the benchmark needs.
set -eu
cd "$(dirname "$0")/.."
what=${1:-test}
mkdir -p build
log=build/setup.log

if [ "$(id -u)" != 0 ]; then
  echo "Postern makes network namespaces and loads eBPF programs: run this as root (sudo npm run ...)." >&2
  exit 1
fi

# Two set-ups at once in one tree wait for each other.
if command -v flock >/dev/null 2>&1 && [ -z "${POSTERN_SETUP_LOCKED:-}" ]; then
  POSTERN_SETUP_LOCKED=1 exec flock build/setup.lock sh "$0" "$@"
fi

run_step() { # title, command...
  title=$1
  shift
  started=$(date +%s)
  printf '  %s ' "$title"
  "$@" >"$log" 2>&1 &
  pid=$!
  # Whoever waits sees that it moves: a dot every two seconds.
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    [ $((($(date +%s) - started) % 2)) = 0 ] && printf '.'
  done
  if wait "$pid"; then
    printf ' done (%s s)\n' "$(($(date +%s) - started))"
  else
    printf ' FAILED\n' >&2
    tail -n 40 "$log" >&2
    echo "The whole output is in $log." >&2
    exit 1
  fi
}

missing_packages() {
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
  done
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  # Nothing that gets installed here is to start a service (nginx would take port 80).
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  apt-get update &&
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

packages="clang libbpf-dev libbpf1 linux-libc-dev bubblewrap curl iproute2 util-linux"
case $what in
  run) ;;
  # HAProxy and nginx read the PROXY protocol headers that targets get: parsers that are not ours.
  test) packages="$packages iperf3 wrk tcpdump bind9-dnsutils haproxy nginx" ;;
  bench) packages="$packages iperf3 wrk tcpdump bind9-dnsutils haproxy nginx libnginx-mod-stream dnsperf unbound" ;;
  *) echo "setup.sh: '$what' is not known; use run, test or bench" >&2; exit 2 ;;
esac

if command -v apt-get >/dev/null 2>&1; then
  missing=$(missing_packages $packages)
  if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    run_step "Debian packages: $missing" install_packages $missing
  fi
else
  echo "  This is not Debian: see to it yourself that these are there: $packages" >&2
fi

stamp=build/npm.stamp
if [ ! -x node_modules/.bin/node ] || ! cmp -s package-lock.json "$stamp"; then
  # As the lock file says; npm ci would refuse one that leaves out the optional packages of other platforms.
  run_step "npm modules" npm install --no-save --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi

if ! sh scripts/build-bpf.sh --check >/dev/null 2>&1; then
  run_step "eBPF object" sh scripts/build-bpf.sh
fi
