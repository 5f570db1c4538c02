#!/usr/bin/env bash
# Format, borders and lints of both builds; the two are linted apart, for together they would mix `ssr` and `hydrate`.
set -euo pipefail
cd "$(dirname "$0")/.."
. set-up/say.sh

# The same profiles as the builds, so that build scripts and macros are compiled once.
server_lints() { cargo clippy --release --workspace --exclude frontend --all-targets -- -D warnings; }

browser_lints() {
  if has_wasm; then
    cargo clippy -p frontend --profile wasm --target wasm32-unknown-unknown -- -D warnings
  else
    (use_browser_toolchain && cargo check -p frontend --profile wasm --target wasm32-unknown-unknown)
  fi
}

case ${1:-all} in
  format) cargo fmt --all --check ;;
  borders) set-up/border.sh ;;
  server) server_lints ;;
  browser) browser_lints ;;
  all) for part in format borders browser server; do "$0" "$part"; done ;;
  *) stop "check.sh knows format, borders, server and browser, not '$1'." ;;
esac
