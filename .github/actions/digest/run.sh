#!/usr/bin/env bash
# Publishes the digest of every week that is over and not yet published.
#
# Environment: INPUT_BRANCH, INPUT_COMMENT, INPUT_HTML, INPUT_TOKEN, and what
# every runner sets.
set -euo pipefail
# shellcheck source=.github/actions/token.sh
source "$(dirname "${BASH_SOURCE[0]}")/../token.sh"

# Comments are written by gh.
export GH_TOKEN=${INPUT_TOKEN:-}

arguments=(publish)
[[ -z ${INPUT_BRANCH:-} ]] || arguments+=("--branch=$INPUT_BRANCH")
[[ -z ${INPUT_COMMENT:-} ]] || arguments+=("--comment=$INPUT_COMMENT")
[[ -z ${INPUT_HTML:-} ]] || arguments+=("--html=$INPUT_HTML")
tidings "${arguments[@]}"
