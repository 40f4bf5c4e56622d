# Sourced by the other scripts here: what the machine is and whether its package manager may be used.

say() { printf '%s\n' "$*"; }

is_apt() { command -v apt-get >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  is_apt || return 1
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if as_root apt-get -o DPkg::Lock::Timeout=300 update -q >"$log" 2>&1 </dev/null &&
    as_root apt-get -o DPkg::Lock::Timeout=300 install -qy --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}
