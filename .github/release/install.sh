#!/bin/sh
# Installs tidings for one person, from a release, verified.
#
#   curl -LsSf https://github.com/tidings-log/tidings/releases/latest/download/install.sh | sh
#   sh install.sh --version 0.2.0 --dir ~/bin
#
# It fetches the archive for this machine and SHA256SUMS, refuses what is not
# listed there, and, where gh is here and signed in, asks GitHub whether the
# archive was built by the project's own release workflow. It writes one file
# and changes no settings.
set -eu

slug=tidings-log/tidings
releases=${TIDINGS_RELEASES:-https://github.com/$slug/releases}

usage() {
  cat <<'USAGE'
Install tidings from a release.

Usage: install.sh [--version VERSION] [--dir DIR]

  --version VERSION  The release, such as 0.2.0; by default the newest
  --dir DIR          Where the program is put; by default ~/.local/bin
  --help             Print this

Environment: TIDINGS_RELEASES is the address of a mirror of the releases.
USAGE
}

say() { printf '%s\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  for hint in "$@"; do printf 'hint: %s\n' "$hint" >&2; done
  exit 1
}

# Fetches an address into a file; the connection is encrypted to the end.
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl --fail --silent --show-error --location --proto "=$scheme" --retry 3 \
      --connect-timeout 20 --output "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    if [ "$scheme" = https ] && wget --help 2>&1 | grep -q -e --https-only; then
      wget --quiet --https-only --tries=3 --timeout=20 --output-document="$2" "$1"
    else
      wget -q -O "$2" "$1"
    fi
  else
    fail 'there is neither curl nor wget' 'install one of them, or build it: cargo install --locked tidings'
  fi
}

digest() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum <"$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 <"$1" | cut -d ' ' -f 1
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r <"$1" | cut -d ' ' -f 1
  else
    fail 'nothing here reckons SHA-256, so nothing can be verified' \
      'install sha256sum, shasum or openssl'
  fi
}

# Says which of the archives is for this machine.
find_target() {
  system=$(uname -s)
  machine=$(uname -m)
  case $system/$machine in
    Linux/x86_64 | Linux/amd64) target=x86_64-unknown-linux-musl ;;
    Linux/aarch64 | Linux/arm64) target=aarch64-unknown-linux-musl ;;
    Darwin/arm64) target=aarch64-apple-darwin ;;
    Darwin/x86_64)
      target=x86_64-apple-darwin
      # A shell that Rosetta translates says that it is on the other processor.
      if [ "$(sysctl -n hw.optional.arm64 2>/dev/null || :)" = 1 ]; then target=aarch64-apple-darwin; fi
      ;;
    *)
      fail "there is no archive for $system on $machine" \
        "on Windows: cargo binstall tidings, or the zip at https://github.com/$slug/releases" \
        'elsewhere: cargo install --locked tidings'
      ;;
  esac
}

# Asks where the archive was built, as far as that can be asked here.
verify_origin() {
  if ! command -v gh >/dev/null 2>&1 || ! gh auth token >/dev/null 2>&1; then
    say 'Not verified: where it was built. That needs gh, signed in:'
    say "  gh attestation verify $archive --repo $slug"
    return
  fi
  count=$(gh attestation verify "$work/$archive" --repo "$slug" \
    --signer-workflow "$slug/.github/workflows/release.yml" --format json --jq length) || count=0
  case $count in
    [1-9]*) say 'Verified: it was built by the release workflow of the project' ;;
    *) fail "$archive is not attested as built by $slug; nothing was installed" ;;
  esac
}

main() {
  version=
  folder=${HOME:+$HOME/.local/bin}
  while [ $# -gt 0 ]; do
    case $1 in
      --version | --dir)
        if [ $# -lt 2 ] || [ -z "$2" ]; then fail "$1 needs a value"; fi
        case $1 in
          --version) version=${2#v} ;;
          --dir) folder=$2 ;;
        esac
        shift 2
        ;;
      --help)
        usage
        exit 0
        ;;
      *) fail "'$1' is no option" 'sh install.sh --help' ;;
    esac
  done
  case $version in
    *[!0-9A-Za-z.-]*) fail "'$version' is no version" 'sh install.sh --version 0.2.0' ;;
  esac
  if [ -z "$folder" ]; then fail 'HOME is not set' 'sh install.sh --dir DIR'; fi
  case $releases in
    https://*) scheme=https ;;
    http://127.0.0.1:* | http://localhost:*) scheme=http ;;
    *) fail 'TIDINGS_RELEASES must begin with https://' ;;
  esac
  find_target
  work=$(mktemp -d "${TMPDIR:-/tmp}/tidings.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP

  if [ -n "$version" ]; then at=$releases/download/v$version; else at=$releases/latest/download; fi
  fetch "$at/SHA256SUMS" "$work/SHA256SUMS" ||
    fail "$at/SHA256SUMS cannot be fetched; nothing was installed" \
      "see which releases there are: https://github.com/$slug/releases"
  # Whatever the newest release is called, its list says.
  listed=$(awk -v version="$version" -v tail="-$target.tar.gz" '
    function is_archive(name) {
      return index(name, "tidings-") == 1 && length(name) > length(tail) &&
        substr(name, length(name) - length(tail) + 1) == tail &&
        (version == "" || name == "tidings-" version tail)
    }
    NF == 2 && $1 ~ /^[0-9a-f]+$/ && length($1) == 64 && is_archive($2) { print $1 " " $2 }
  ' "$work/SHA256SUMS")
  case $listed in
    '') fail "SHA256SUMS lists no archive for $target; nothing was installed" 'cargo install --locked tidings' ;;
    *'
'*) fail "SHA256SUMS lists more than one archive for $target; nothing was installed" ;;
  esac
  expected=${listed%% *}
  archive=${listed#* }
  version=${archive#tidings-}
  version=${version%"-$target.tar.gz"}
  case $version in
    '' | *[!0-9A-Za-z.-]*) fail "SHA256SUMS names '$archive', which is no archive of a release" ;;
  esac

  say "Fetching $archive"
  fetch "$releases/download/v$version/$archive" "$work/$archive" ||
    fail "$archive cannot be fetched; nothing was installed"
  actual=$(digest "$work/$archive")
  if [ "$actual" != "$expected" ]; then
    fail "$archive is not what the release lists; nothing was installed" \
      "expected $expected" "received $actual" \
      'it may have been cut off: try again'
  fi
  say 'Verified: it is the archive that the release lists'
  verify_origin

  tar -xzf "$work/$archive" -C "$work"
  program=$work/tidings-$version-$target/tidings
  found=$("$program" --version) ||
    fail 'the program does not run on this machine; nothing was installed' 'cargo install --locked tidings'
  mkdir -p "$folder"
  # Beside its place first, so that what is there is replaced at once or not.
  cp "$program" "$folder/.tidings.$$"
  chmod 755 "$folder/.tidings.$$"
  mv -f "$folder/.tidings.$$" "$folder/tidings"
  say "Installed: $found, as $folder/tidings"
  case ":${PATH:-}:" in
    *":$folder:"*) ;;
    *)
      say "$folder is not on your PATH. Add it in the profile of your shell:"
      # The shell that reads it expands PATH.
      # shellcheck disable=SC2016
      say '  export PATH="'"$folder"':$PATH"'
      ;;
  esac
  say 'Try it: tidings demo'
}

# All of it is read before any of it runs, in case the download was cut off.
main "$@"
