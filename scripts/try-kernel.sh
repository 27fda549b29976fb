#!/bin/sh
# Loads and tests the data plane on another kernel of Debian's: downloads it, boots it in an emulated machine that sees
# this one's files (what it changes stays in its memory), and exits as the tests do. Root, Debian on amd64.
#
#   try-kernel.sh [package] [command...]
#
# The package is linux-image-amd64 unless given, the command runs the tests with real packets and those of the driver.
# Emulated in software, as a machine that is virtual itself often cannot do better: about five minutes.
set -eu
cd "$(dirname "$0")/.."
limit_seconds=3600

main() {
  package=${1:-linux-image-amd64}
  [ $# = 0 ] || shift
  [ $# -gt 0 ] ||
    set -- node_modules/.bin/node scripts/test.ts src/hyperplane/packets src/hyperplane/hyperplane
  install_missing qemu-system-x86 busybox-static kmod cpio xz-utils bpftool
  sh scripts/build-bpf.sh --check || sh scripts/build-bpf.sh

  work=$(mktemp -d "${TMPDIR:-/tmp}/postern-kernel-XXXXXX")
  # A signal that only reaches this script ends qemu, too.
  qemu=
  trap '[ -z "$qemu" ] || kill "$qemu" 2>/dev/null || :; rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  fetch "$package"
  make_initrd "$@"
  boot
}

install_missing() {
  for needed in "$@"; do
    dpkg-query -W -f '${Status}' "$needed" 2>/dev/null | grep -q 'ok installed' ||
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$needed" >/dev/null
  done
}

# Unpacks the kernel; nothing gets installed. A package without a version only names the one that holds it.
fetch() { # package
  held=$(apt-cache depends "$1" | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
  (cd "$work" && apt-get download -qq -o APT::Sandbox::User=root "${held:-$1}")
  dpkg -x "$work"/*.deb "$work"
  release=$(ls "$work/lib/modules")
  depmod -b "$work" "$release"
}

# What it takes to see this machine's files; all other modules come from there.
make_initrd() { # command...
  initrd=$work/initrd
  mkdir -p "$initrd/bin" "$initrd/host" "$initrd/root" "$initrd/proc" "$initrd/changes"
  cp "$(command -v busybox)" "$initrd/bin/busybox"
  for module in virtio_pci 9pnet_virtio 9p overlay; do
    modprobe -d "$work" -S "$release" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
  done | awk '!seen[$0]++' | while read -r file; do
    name=$(basename "$file" .xz)
    # Only some releases compress them; xz copies what it did not.
    xz -dcf "$file" >"$initrd/$name"
    echo "insmod /$name" >>"$initrd/modules"
  done
  first_steps >"$initrd/init"
  later_steps "$@" >"$initrd/inside"
  chmod +x "$initrd/init"
  (cd "$initrd" && find . | cpio --quiet -o -H newc | gzip -1) >"$work/initrd.gz"
}

first_steps() {
  cat <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
. /modules
mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose,ro host /host
mount -t tmpfs changes /changes
mkdir /changes/upper /changes/work
mount -t overlay -o lowerdir=/host,upperdir=/changes/upper,workdir=/changes/work overlay /root
cp /inside /root/inside
exec chroot /root /bin/sh /inside
INIT
}

later_steps() { # command...
  cat <<INSIDE
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t bpf bpf /sys/fs/bpf
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm '/lib/modules/$release'
mount -t devpts devpts /dev/pts
mount --bind '$work/lib/modules/$release' '/lib/modules/$release'
for directory in /tmp /run /dev/shm; do mount -t tmpfs tmpfs \$directory; done
ip link set lo up
cd '$PWD'
echo "try-kernel: Linux \$(uname -r)"
if bpftool prog loadall build/hyperplane.bpf.o /sys/fs/bpf/try; then
  echo "try-kernel: loaded" \$(ls /sys/fs/bpf/try)
fi
rm -rf /sys/fs/bpf/try
$(quote "$@")
echo "try-kernel: exit \$?"
echo o >/proc/sysrq-trigger
# The first process must not end, and the files are gone by now.
while :; do :; done
INSIDE
}

quote() {
  for word in "$@"; do printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"; done
}

boot() {
  mkfifo "$work/console"
  # Ends with qemu.
  tee "$work/log" <"$work/console" &
  timeout "$limit_seconds" qemu-system-x86_64 -machine q35 -accel tcg -cpu max -smp 2 -m 3072 \
    -nodefaults -display none -serial stdio -no-reboot \
    -kernel "$work/boot/vmlinuz-$release" -initrd "$work/initrd.gz" -append 'console=ttyS0 quiet panic=-1' \
    -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
    </dev/null >"$work/console" 2>"$work/errors" &
  qemu=$!
  wait "$qemu" || cat "$work/errors" >&2
  qemu=
  wait
  status=$(tr -d '\r' <"$work/log" | sed -n 's/^try-kernel: exit //p' | tail -n 1)
  [ -n "$status" ] || echo "The machine did not come to an end within $limit_seconds s, or the kernel gave up." >&2
  exit "${status:-1}"
}

main "$@"
