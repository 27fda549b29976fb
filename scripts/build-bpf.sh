#!/bin/sh
# Compiles the eBPF program to build/hyperplane.bpf.o. With --check only says, by its exit code, whether that is up to date.
set -eu
cd "$(dirname "$0")/.."
object=build/hyperplane.bpf.o

if [ "${1:-}" = --check ]; then
  [ -e "$object" ] && [ -z "$(find bpf scripts/build-bpf.sh -type f -newer "$object")" ]
  exit
fi

mkdir -p build
# The kernel's own headers only (<asm/types.h> stands in a directory named after the machine); -mcpu=v3 has the atomic
# operations of Linux 5.12. Whoever loads the object meanwhile sees the old one or the new one.
clang -O2 -g -target bpf -mcpu=v3 -Wall -Wextra -Werror -Wno-unused-parameter \
  -idirafter "/usr/include/$(uname -m)-linux-gnu" \
  -c bpf/hyperplane.bpf.c -o "$object.$$"
mv "$object.$$" "$object"
