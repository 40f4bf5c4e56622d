#!/bin/sh
# Install one lock into the virtual environment: `packages.sh .venv runtime`. A stamp beside it makes the next start quick.
set -eu
. "$(dirname "$0")/common.sh"
venv=$1
name=$2
lock="requirements/$name.txt"

is_installed() { [ -f "$venv/$1.stamp" ] && cmp -s "requirements/$1.txt" "$venv/$1.stamp"; }

# The tests' lock holds everything that the others hold.
if is_installed "$name" || is_installed dev; then exit 0; fi
say "Installing the packages of $lock"
"$venv/bin/python" -m pip install -qq --no-input --no-compile --disable-pip-version-check --no-deps --require-hashes -r "$lock" </dev/null
cp "$lock" "$venv/$name.stamp"
