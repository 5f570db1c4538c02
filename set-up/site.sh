#!/usr/bin/env bash
# Builds the browser's files with the compiler that can.
set -euo pipefail
cd "$(dirname "$0")/.."
. set-up/say.sh
use_browser_toolchain
# The selection of the Makefile, so that what both need is compiled once.
cargo build --release --workspace --exclude frontend --bin site
exec target/release/site
