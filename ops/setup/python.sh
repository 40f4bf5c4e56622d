#!/bin/sh
# Make the virtual environment: `python.sh .venv`. Needs Python 3.11 or newer with its venv module; apt brings it when allowed.
set -eu
. "$(dirname "$0")/common.sh"
venv=$1

is_good() {
  command -v "$1" >/dev/null 2>&1 &&
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
    if is_good "$name"; then
      printf '%s' "$name"
      return 0
    fi
  done
  return 1
}

install_python() {
  may_install || return 1
  say "Installing Python with its venv module"
  apt_install python3 python3-venv && find_python >/dev/null && return 0
  for version in 3.13 3.12 3.11; do
    apt_install "python$version" "python$version-venv" 2>/dev/null && return 0
  done
  return 1
}

if [ -x "$venv/bin/python" ] && is_good "$venv/bin/python"; then exit 0; fi
if ! python=$(find_python); then
  if ! install_python || ! python=$(find_python); then
    if [ "$(uname)" = Darwin ]; then command="brew install python@3.13"; else command="sudo apt-get install python3 python3-venv"; fi
    say "Diptych needs Python 3.11 or newer with its venv module; type: $command" >&2
    exit 1
  fi
fi
say "Making the virtual environment with $("$python" --version)"
rm -rf "$venv"
"$python" -m venv "$venv"
