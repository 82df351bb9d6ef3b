#!/usr/bin/env bash
# Checks the updates that a change brings.
#
# Nothing that the change brings is run: tidings reads git objects. What is
# wrong goes to the log as escaped annotations, and whole to the summary.
#
# Environment: INPUT_BRANCH, INPUT_BASE, INPUT_TOKEN, and what every runner sets.
set -euo pipefail
# shellcheck source=.github/actions/token.sh
source "$(dirname "${BASH_SOURCE[0]}")/../token.sh"

arguments=(check --format github)
[[ -z ${INPUT_BRANCH:-} ]] || arguments+=("--branch=$INPUT_BRANCH")
[[ -z ${INPUT_BASE:-} ]] || arguments+=("--base=$INPUT_BASE")
tidings "${arguments[@]}"
