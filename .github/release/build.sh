#!/usr/bin/env bash
# Builds the program for one target, with the commit it is built from inside.
#
# Arguments: the target, and the folder that the binary is put into, under the
# name tidings-TARGET. A binary for Linux must be static.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$1
out=$2
TIDINGS_RELEASE_COMMIT=$(git rev-parse HEAD)
export TIDINGS_RELEASE_COMMIT
case $target in
  *-linux-musl)
    export "CC_${target//-/_}=musl-gcc"
    # Rust's own start-up code has no helpers for these.
    export CFLAGS_aarch64_unknown_linux_musl=-mno-outline-atomics
    ;;
esac
cargo build --release --locked --target "$target"

exe=
case $target in *-windows-*) exe=.exe ;; esac
binary=${CARGO_TARGET_DIR:-target}/$target/release/tidings$exe
case $target in
  *-linux-musl)
    # A static program asks for no interpreter and no library.
    if readelf --wide --program-headers --dynamic "$binary" | grep -E 'INTERP|\(NEEDED\)'; then
      printf 'error: %s is not static\n' "$binary" >&2
      exit 1
    fi
    ;;
esac
mkdir -p "$out"
cp "$binary" "$out/tidings-$target"
