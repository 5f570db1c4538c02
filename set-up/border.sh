#!/usr/bin/env bash
# Proves the borders between the crates: what may reach the browser, and who may speak to a database or a mail server.
set -euo pipefail
cd "$(dirname "$0")/.."
. set-up/say.sh

# The crates that stand in a tree, one name a line.
crates() { cargo tree --locked --edges normal --prefix none --format '{p}' "$@" | cut -d' ' -f1 | sort -u; }

# Refuses crates in a tree: refuse WHAT "names" cargo-tree-arguments …
refuse() {
  local what=$1 names=$2 found
  shift 2
  found=$(crates "$@" | grep -xE "$(tr ' ' '|' <<<"$names")" || true)
  [ -z "$found" ] || stop "$what must not contain: $(tr '\n' ' ' <<<"$found")"
}

# Only the named crates may depend on one directly: only sqlx "store domain".
only() {
  local users
  users=$(cargo tree --locked --workspace --edges normal --invert "$1" --depth 1 --prefix depth --format '{p}' |
    sed -n 's/^1\([^ ]*\) .*/\1/p' | sort -u | grep -vxE "$(tr ' ' '|' <<<"$2")" || true)
  [ -z "$users" ] || stop "only $2 may use $1, but these do too: $(tr '\n' ' ' <<<"$users")"
}

# idb brings tokio's channels, which are plain data; its runtime would bring mio along.
server_only="service store delivery sqlx axum mio hyper lettre typst"
browser=(--target wasm32-unknown-unknown)
refuse "the browser's half" "$server_only" -p app --features hydrate "${browser[@]}"
refuse "the browser's half" "$server_only" -p frontend "${browser[@]}"
refuse "domain" "tokio sqlx axum leptos store service" -p domain
refuse "store" "service delivery app axum leptos" -p store
refuse "service" "app axum leptos" -p service
refuse "photo" "sqlx axum leptos store service delivery app" -p photo
refuse "the server" "openssl openssl-sys native-tls" -p hausportal
# The bench measures a plain axum + sqlx route as the limit to compare with.
only sqlx "store domain bench"
only lettre "delivery"
only typst "delivery"

borders=$(grep -rn 'cfg(' app/src || true)
[ "$(grep -c . <<<"$borders")" = 1 ] && grep -q 'cfg(feature = "ssr")' <<<"$borders" ||
  stop "app/src must hold exactly one cfg, that of mod ssr. It holds: $borders"
say "The borders hold."
