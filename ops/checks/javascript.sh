#!/bin/sh
# Lint the scripts and styles with biome where npm is at hand; the site itself needs no Node.
set -eu
version=2.6.8
folder=.cache/biome

command -v npm >/dev/null 2>&1 || { echo "  skipped: no npm here"; exit 0; }
if [ ! -x "$folder/node_modules/.bin/biome" ]; then
  npm install --silent --no-audit --no-fund --no-save --no-package-lock --prefix "$folder" "@biomejs/biome@$version" </dev/null >/dev/null 2>&1 ||
    { echo "  skipped: biome could not be installed"; exit 0; }
fi
"$folder/node_modules/.bin/biome" lint --diagnostic-level=error --config-path=ops/checks static
