#!/bin/sh
# Install what PyPI does not carry: `system.sh run` for the site, `system.sh test` for its tests as well.
# Without the right to install, say in one sentence what to type; only what every page needs stops the way.
set -eu
. "$(dirname "$0")/common.sh"

pdf="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji fonts-dejavu"
tests="chromium redis-server postgresql poppler-utils qpdf gettext git procps"

is_there() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

missing_of() {
  found=
  for package in $1; do is_there "$package" || found="$found $package"; done
  printf '%s' "$found"
}

# An Ubuntu "chromium" is only a pointer to a snap; any browser of the family will do.
has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1

if is_apt; then
  wanted=$pdf
  if [ "$1" = test ]; then
    has_browser && tests=$(printf '%s' "$tests" | sed 's/chromium//')
    wanted="$pdf $tests"
  fi
  missing=$(missing_of "$wanted")
  [ -n "$missing" ] || exit 0
  if may_install; then
    say "Installing system packages:$missing"
    # shellcheck disable=SC2086
    apt_install $missing && exit 0
  fi
  command="sudo apt-get install$missing"
elif [ "$(uname)" = Darwin ]; then
  libraries="/opt/homebrew/lib /usr/local/lib"
  for folder in $libraries; do [ -e "$folder/libpango-1.0.dylib" ] && has_pango=yes; done
  [ "${has_pango:-}" ] && [ "$1" = run ] && exit 0
  command="brew install pango"
  [ "$1" = test ] && command="brew install pango redis postgresql poppler qpdf gettext && brew install --cask chromium"
  [ "$1" = test ] && command -v redis-server >/dev/null && command -v pdftotext >/dev/null && [ "${has_pango:-}" ] && exit 0
else
  command="(your package manager) install pango, fontconfig, the Noto and DejaVu fonts"
  [ "$1" = test ] && command="$command, chromium, redis, postgresql, poppler, qpdf, gettext"
fi

if [ "$1" = run ]; then
  say "The site runs, but PDF files need libraries or fonts that are missing; to have them, type: $command"
else
  say "The tests need programs that are missing; type: $command" >&2
  exit 1
fi
