# Sourced by its neighbours: how they speak, give up and try again.

# Says one line of progress.
say() { printf '%s\n' "$*" >&2; }

# Gives up with one clear sentence.
stop() {
  printf 'hausportal: %s\n' "$*" >&2
  exit 2
}

# Tries a command three times: a registry may be busy for a moment.
retry() {
  local try
  for try in 1 2 3; do
    "$@" && return 0
    [ "$try" = 3 ] || { say "That failed; trying again in $((try * 5)) s: $*"; sleep $((try * 5)); }
  done
  return 1
}

# Runs a command as root, by sudo where needed; fails where neither is possible.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi
}

# Tells whether the pinned toolchain can build for the browser.
has_wasm() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }

# Where rustup's server is refused, the browser's half is built by Debian's compiler (see wasm-from-debian.sh).
use_browser_toolchain() { has_wasm || export RUSTUP_TOOLCHAIN=hausportal-debian; }
