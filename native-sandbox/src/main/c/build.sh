#!/bin/sh
# Builds the static binary drydock-labd. Arguments: the directory that gets native/linux-ARCH/drydock-labd.
# CC chooses the compiler (cc by default; musl-gcc makes a smaller binary), CFLAGS adds options.
set -eu

sources=$(cd "$(dirname "$0")" && pwd)
case $(uname -m) in
x86_64) architecture=amd64 ;;
aarch64) architecture=arm64 ;;
*)
    echo "drydock-labd is not ported to $(uname -m)" >&2
    exit 1
    ;;
esac
directory=$1/native/linux-$architecture
binary=$directory/drydock-labd

if [ -x "$binary" ] && [ -z "$(find "$sources" -newer "$binary" \( -name '*.[ch]' -o -name build.sh \))" ]; then
    exit 0
fi
mkdir -p "$directory"
# The compiler writes beside the binary and rename replaces it: a build never disturbs a labd that runs.
# shellcheck disable=SC2086 # CFLAGS is a list of options.
${CC:-cc} -std=c17 -D_GNU_SOURCE -Os -Wall -Wextra -Werror -ffunction-sections -fdata-sections \
    ${CFLAGS:-} -static -Wl,--gc-sections -s -o "$binary.new" "$sources"/*.c
mv "$binary.new" "$binary"
