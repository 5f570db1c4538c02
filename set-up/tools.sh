#!/usr/bin/env bash
# Installs what is missing and nothing else: set-up/tools.sh [rust] [style] [stories] [postgres] [python].
set -euo pipefail
cd "$(dirname "$0")/.."
. set-up/say.sh

# The pinned compiler, and its target for the browser.
need_rust() {
  command -v cargo >/dev/null || stop "Rust is missing. Install it from https://rustup.rs, then run this again."
  local toolchain
  toolchain=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  rustc --version >/dev/null 2>&1 || {
    command -v rustup >/dev/null || stop "Rust $toolchain is needed, and rustup is missing. Install it from https://rustup.rs."
    say "Installing Rust $toolchain …"
    retry rustup toolchain install "$toolchain" --profile minimal --component rustfmt,clippy ||
      stop "Rust $toolchain could not be installed. Is there a network?"
  }
  has_wasm || {
    say "Installing Rust's target for the browser …"
    retry rustup target add wasm32-unknown-unknown || set-up/wasm-from-debian.sh
  }
}

# Node 20 or newer: it carries Tailwind, wasm-opt and the stories' runner. Nothing of it runs in production.
need_node() {
  command -v node >/dev/null || stop "Node is missing. Install Node 20 or newer (Debian 12: https://nodejs.org), then run this again."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || stop "Node $(node --version) is too old. Install Node 20 or newer, then run this again."
  command -v npm >/dev/null || stop "npm is missing. It comes with Node 20; on Debian it is the package npm."
}

# The exact packages of a folder's package-lock.json, again only when the lock has changed.
need_packages() {
  need_node
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
  say "Installing the packages of $1/ …"
  (cd "$1" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 retry npm ci --no-audit --no-fund --loglevel=error) ||
    stop "The packages of $1/ could not be installed. Is there a network?"
  touch "$1/node_modules/.package-lock.json"
}

# Debian packages, given as program=package; only those whose program is missing.
need_debian() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]} …"
  command -v apt-get >/dev/null || stop "Please install ${missing[*]} by your system's package manager, then run this again."
  retry as_root apt-get -qq update &&
    retry as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null ||
    stop "Please install as root: apt-get install ${missing[*]}. Then run this again."
}

for need in "$@"; do
  case $need in
    rust) need_rust ;;
    style) need_packages style ;;
    stories) need_packages end2end && need_debian chromium=chromium pdftotext=poppler-utils ;;
    python) python3 -c 'import ensurepip, venv' 2>/dev/null || need_debian python3-venv=python3-venv ;;
    postgres) [ -n "$(set-up/postgres.sh --where)" ] || need_debian initdb=postgresql ;;
    *) stop "tools.sh knows rust, style, stories, postgres and python, not '$need'." ;;
  esac
done
