#!/bin/sh
# Install one lock into the virtual environment: `packages.sh .venv runtime`. A stamp beside it makes the next start quick.
set -eu
. "$(dirname "$0")/common.sh"
venv=$1
name=$2
lock="requirements/$name.txt"
stamp="$venv/$name.stamp"

if [ -f "$stamp" ] && cmp -s "$lock" "$stamp"; then exit 0; fi
say "Installing the packages of $lock"
"$venv/bin/python" -m pip install -qq --no-input --disable-pip-version-check --no-deps --require-hashes -r "$lock" </dev/null
cp "$lock" "$stamp"
