# shellcheck shell=bash
# Sourced: lets git reach the repository with the token of the job.
#
# The token lives in the environment of one step only. It is neither written
# to a file nor given on a command line, so `persist-credentials: false` can
# stay in the checkout before. Environment: INPUT_TOKEN, GITHUB_SERVER_URL.

if [[ -n ${INPUT_TOKEN:-} ]]; then
  basic=$(printf 'x-access-token:%s' "$INPUT_TOKEN" | base64 | tr -d '\r\n')
  printf '::add-mask::%s\n' "$basic"
  # The empty one drops what a checkout has left: two of these headers are
  # refused.
  export GIT_CONFIG_COUNT=2
  export GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader"
  export GIT_CONFIG_VALUE_0=
  export GIT_CONFIG_KEY_1=$GIT_CONFIG_KEY_0
  export GIT_CONFIG_VALUE_1="AUTHORIZATION: basic $basic"
  unset basic
fi
