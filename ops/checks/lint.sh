#!/bin/sh
# Everything that is checked without running the site: `lint.sh .venv/bin`. Stops at the first finding.
set -eu
bin=$1

step() {
  printf '%s\n' "- $1"
  shift
  "$@"
}

step "ruff" "$bin/ruff" check --quiet .
step "ruff format" "$bin/ruff" format --check --quiet .
step "mypy" "$bin/mypy" --no-error-summary .
step "import contracts" "$bin/lint-imports" --no-cache
step "djlint" "$bin/djlint" --check --lint templates
step "file length" "$bin/python" ops/checks/file_length.py
step "dependencies" "$bin/deptry" --no-ansi .
step "JavaScript" ops/checks/javascript.sh
step "migrations" "$bin/python" manage.py makemigrations --check --dry-run
step "deployment settings" ops/checks/deployment.sh "$bin"
