#!/usr/bin/env bash
# Runs the program of an archive once on the machine it is for.
#
# Arguments: the version, the target, and the folder with the archive and
# SHA256SUMS.
set -euo pipefail

version=$1
target=$2
folder=$(cd "$3" && pwd)
top=tidings-$version-$target
work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/smoke.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

exe=
archive=$top.tar.gz
case $target in *-windows-*) exe=.exe archive=$top.zip ;; esac
grep -F "  $archive" "$folder/SHA256SUMS" >listed
(cd "$folder" && if command -v sha256sum >/dev/null; then sha256sum --check "$work/listed"; else shasum -a 256 --check "$work/listed"; fi)
case $archive in
  *.zip) unzip -q "$folder/$archive" ;;
  *) tar -xzf "$folder/$archive" ;;
esac
program=$work/$top/tidings$exe
found=$("$program" --version)
[[ $found == "tidings $version" ]] || {
  printf 'error: it says it is "%s"\n' "$found" >&2
  exit 1
}
TMPDIR=$work TMP=$work TEMP=$work "$program" demo >demo.txt
grep -q 'week 20' demo.txt
printf '%s runs\n' "$archive"
