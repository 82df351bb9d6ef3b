#!/usr/bin/env bash
# Stops a release whose tag, version and changelog do not agree.
#
# Argument: the tag. Prints the section of the changelog, which becomes the
# text of the release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

tag=$1
version=$(awk -F '"' '/^version = / && !seen { print $2; seen = 1 }' "${MANIFEST:-Cargo.toml}")
[[ $tag == "v$version" ]] || fail "the tag is $tag, and Cargo.toml says $version"
notes=$(awk -v heading="## [$version]" '
  index($0, "## ") == 1 { inside = index($0, heading) == 1; next }
  inside { print }
' "${CHANGELOG:-CHANGELOG.md}")
[[ -n ${notes//[[:space:]]/} ]] || fail "CHANGELOG.md has nothing under '## [$version]'"
printf '%s\n' "$notes"
