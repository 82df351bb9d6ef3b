#!/usr/bin/env bash
# Puts a verified tidings on the PATH of a job.
#
# It takes, first hit wins: what is on the PATH already, the runner's tool
# cache, the archive of a release, and, where the release has none for this
# machine, the source. It needs no token; with one, it asks GitHub whether the
# archive was built by the project's own workflow from the commit that this
# action is pinned at, and refuses it if not.
#
# Environment: INPUT_VERSION, ACTION_REF, GH_TOKEN, what every runner sets, and
# TIDINGS_RELEASES, the address of a mirror of the releases.
set -euo pipefail

slug=tidings-log/tidings
releases=${TIDINGS_RELEASES:-https://github.com/$slug/releases/download}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)

note() { printf '::notice title=Set up tidings::%s\n' "$*"; }
fail() {
  printf '::error title=Set up tidings::%s\n' "$*"
  exit 1
}

# Fetches an address into a file; fails where there is nothing at it.
fetch() {
  local status
  status=$(curl --silent --show-error --location --proto "$protocol" --retry 3 \
    --connect-timeout 20 --max-time 300 --write-out '%{http_code}' --output "$2" "$1") ||
    fail "$1 cannot be fetched"
  case $status in
    200) ;;
    404) return 1 ;;
    *) fail "$1 answers with status $status" ;;
  esac
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# Stops unless the archive is the one that the release lists.
verify_digest() {
  local expected actual
  fetch "$releases/v$version/SHA256SUMS" "$staging/SHA256SUMS" ||
    fail "release $version has no SHA256SUMS, so nothing says what $archive must be"
  expected=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$staging/SHA256SUMS")
  [[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "SHA256SUMS of release $version does not list $archive once"
  actual=$(digest "$staging/$archive")
  [[ $actual == "$expected" ]] || fail "$archive is not what release $version lists: $actual instead of $expected"
}

# Stops unless the archive was built where it should be, as far as that can be
# asked.
verify_origin() {
  if [[ ${GITHUB_SERVER_URL:-https://github.com} != https://github.com ]]; then
    return
  elif ! command -v gh >/dev/null; then
    note "gh is not here: the checksum of $archive is right, but where it was built is not verified"
    return
  elif [[ -z ${GH_TOKEN:-} ]]; then
    note "there is no token: the checksum of $archive is right, but where it was built is not verified"
    return
  fi
  local arguments count
  arguments=(attestation verify "$staging/$archive" --repo "$slug"
    --signer-workflow "$slug/.github/workflows/release.yml"
    --source-ref "refs/tags/v$version" --deny-self-hosted-runners
    --format json --jq length)
  # Whoever pins the action by its hash has pinned the program with it.
  [[ -z $commit ]] || arguments+=(--source-digest "$commit")
  # Some versions of gh end with 0 where there is no attestation at all.
  count=$(gh "${arguments[@]}") || count=0
  [[ $count =~ ^[1-9][0-9]*$ ]] ||
    fail "$archive is not attested as built by $slug for v$version${commit:+ from $commit}." \
      "Pin this action at the commit of a release, or name one by the input 'version'"
}

unpack() {
  case $archive in
    *.tar.gz) tar -xzf "$staging/$archive" -C "$staging" ;;
    *.zip) unzip -q "$staging/$archive" -d "$staging" ;;
  esac
  mkdir "$staging/place"
  mv "$staging/${archive%".$suffix"}/tidings$exe" "$staging/place/"
}

# Builds from source, at the commit that the caller has chosen.
build() {
  command -v cargo >/dev/null ||
    fail "release $version has no archive for $RUNNER_OS on $RUNNER_ARCH, and there is no cargo to build it with." \
      "Install Rust in an earlier step, as https://rustup.rs says"
  local source
  if [[ -n ${INPUT_VERSION:-} ]]; then
    source=(--git "https://github.com/$slug" --tag "v$version" tidings)
  elif [[ -n $commit ]]; then
    source=(--git "https://github.com/$slug" --rev "$commit" tidings)
  else
    source=(--path "$root")
  fi
  note "release $version has no archive for $RUNNER_OS on $RUNNER_ARCH: building it from source takes minutes"
  TIDINGS_RELEASE_COMMIT=$commit cargo install --locked --no-track --root "$staging/built" "${source[@]}"
  mkdir "$staging/place"
  mv "$staging/built/bin/tidings$exe" "$staging/place/"
}

# Says what is there now, for later steps and for the caller.
finish() {
  printf 'version=%s\nsource=%s\n' "$version" "$1" >>"$GITHUB_OUTPUT"
  printf 'tidings %s (%s)\n' "$version" "$1"
  exit 0
}

version=${INPUT_VERSION:-}
version=${version#v}
commit=
if [[ -z $version ]]; then
  version=$(awk -F '"' '/^version = / && !seen { print $2; seen = 1 }' "$root/Cargo.toml")
  # The runner leaves ACTION_REF empty in some places, and keeps an action in
  # a folder named after its ref.
  for reference in "${ACTION_REF:-}" "${root##*/}"; do
    if [[ -z $commit && $reference =~ ^[0-9a-f]{40}$ ]]; then commit=$reference; fi
  done
fi
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
  fail "the input 'version' must be like 0.2.0"
case $releases in
  https://*) protocol='=https' ;;
  http://127.0.0.1:* | http://localhost:*) protocol='=http' ;;
  *) fail "TIDINGS_RELEASES must begin with https://" ;;
esac

exe=
suffix=tar.gz
case $RUNNER_OS-$RUNNER_ARCH in
  Linux-X64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc exe=.exe suffix=zip ;;
  Windows-ARM64) target=aarch64-pc-windows-msvc exe=.exe suffix=zip ;;
  *) target= ;;
esac
archive=tidings-$version-$target.$suffix

if command -v tidings >/dev/null; then
  present=$(tidings --version)
  if [[ -z ${INPUT_VERSION:-} || $present == "tidings $version" ]]; then
    version=${present#tidings }
    finish path
  fi
fi

shelf=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/tidings/$version${commit:+-$commit}
place=$shelf/$RUNNER_ARCH
origin=cache
if [[ ! -e $place.complete ]]; then
  staging=$(mktemp -d "$RUNNER_TEMP/tidings.XXXXXX")
  trap 'rm -rf "$staging"' EXIT
  if [[ -n $target ]] && fetch "$releases/v$version/$archive" "$staging/$archive"; then
    verify_digest
    verify_origin
    unpack
    origin=release
  else
    build
    origin=cargo
  fi
  found=$("$staging/place/tidings$exe" --version)
  [[ $found == "tidings $version" ]] || fail "what was fetched says it is '$found', not tidings $version"
  mkdir -p "$shelf"
  # Another job on this machine may have been faster.
  [[ -e $place ]] || mv "$staging/place" "$place"
  : >"$place.complete"
fi
if command -v cygpath >/dev/null; then place=$(cygpath -w "$place"); fi
printf '%s\n' "$place" >>"$GITHUB_PATH"
finish "$origin"
