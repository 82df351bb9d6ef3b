#!/usr/bin/env bash
# Writes what is packed beside the program: completions, manual pages and the
# licences of what is built in.
#
# Arguments: a binary that runs here, and the folder that gets them.
set -euo pipefail

binary=$1
out=$2
mkdir -p "$out/completions"
"$binary" completions bash >"$out/completions/tidings.bash"
"$binary" completions elvish >"$out/completions/tidings.elv"
"$binary" completions fish >"$out/completions/tidings.fish"
"$binary" completions powershell >"$out/completions/_tidings.ps1"
"$binary" completions zsh >"$out/completions/_tidings"
"$binary" man --all "$out/man"
"$(dirname "${BASH_SOURCE[0]}")/licences.py" >"$out/LICENSES-BUILT-IN.txt"
