#!/bin/sh
# Install the optional sentence model of the gate. The site runs without it, so a failure is told and passed over.
set -eu
. "$(dirname "$0")/common.sh"
venv=$1

for name in dev semantic; do
  if [ -f "$venv/$name.stamp" ] && cmp -s "requirements/$name.txt" "$venv/$name.stamp"; then exit 0; fi
done
say "Installing the sentence model that helps the gate read a message (91 MB, once)"
"$(dirname "$0")/packages.sh" "$venv" semantic ||
  say "The sentence model could not be installed; the site runs without it and tries again at the next start."
