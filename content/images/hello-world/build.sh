#!/bin/sh
# Builds the program of the image hello-world. Argument: the directory that gets native/linux-ARCH/hello.
set -eu

source=$(cd "$(dirname "$0")" && pwd)/hello.c
case $(uname -m) in
x86_64) architecture=amd64 ;;
aarch64) architecture=arm64 ;;
*)
    echo "hello-world is not ported to $(uname -m)" >&2
    exit 1
    ;;
esac
directory=$1/native/linux-$architecture
mkdir -p "$directory"
# No build id and no unwind tables: the same source must give the same bytes, and few of them.
${CC:-cc} -std=c17 -Os -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
    -fno-pie -static -nostdlib -no-pie -Wl,--build-id=none,-z,noseparate-code,-n -s \
    -o "$directory/hello" "$source"
