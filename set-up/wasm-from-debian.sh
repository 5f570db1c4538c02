#!/usr/bin/env bash
# Where rustup's server is refused: Debian's own Rust for browsers, its standard library built for wasm, linked as a toolchain.
set -euo pipefail
. "$(dirname "$0")/say.sh"

name=hausportal-debian
rustup toolchain list 2>/dev/null | grep -q "^$name" && exit 0
command -v apt-get >/dev/null ||
  stop "Rust's target for the browser is missing. Run: rustup target add wasm32-unknown-unknown"
say "rustup's server does not answer. Building the target from Debian's packages; this takes two minutes …"
retry as_root apt-get -qq update &&
  retry as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
    rustc-web cargo-web rust-web-src rust-web-llvm lld-22 >/dev/null ||
  stop "Rust's target for the browser could not be installed, neither by rustup nor from Debian's packages."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src"
: >"$work/src/lib.rs"
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/Cargo.toml"
(
  cd "$work"
  # The standard library's own crates may use what is unstable to others; the compiler has to be told so.
  env RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTFLAGS="-Cembed-bitcode=yes -Copt-level=3" CARGO_TARGET_DIR="$work/target" \
    /usr/bin/cargo build --quiet --release -Z build-std=std,panic_abort,proc_macro,test --target wasm32-unknown-unknown
) || stop "Rust's target for the browser could not be built from Debian's packages."
library="$(/usr/bin/rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib"
as_root mkdir -p "$library"
as_root cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$library/"
as_root rm -f "$library"/libempty-*
rustup toolchain link "$name" /usr
