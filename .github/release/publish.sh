#!/usr/bin/env bash
# Makes a release: a draft first, and public only when all of it is there and
# what GitHub gives back is what was sent.
#
# Arguments: the tag, the file with its text, and the folder with its assets.
# Environment: GH_TOKEN and GH_REPO, which gh reads.
set -euo pipefail

tag=$1
notes=$2
assets=$3

prerelease=()
case $tag in *-*) prerelease=(--prerelease --latest=false) ;; esac
gh release create "$tag" --verify-tag --draft --title "tidings ${tag#v}" \
  --notes-file "$notes" ${prerelease[@]+"${prerelease[@]}"} "$assets"/*

back=$(mktemp -d)
trap 'rm -rf "$back"' EXIT
gh release download "$tag" --dir "$back"
# It lists every file but itself.
cmp "$assets/SHA256SUMS" "$back/SHA256SUMS"
(cd "$back" && sha256sum --check --strict SHA256SUMS)
gh release edit "$tag" --draft=false
