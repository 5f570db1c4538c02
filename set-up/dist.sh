#!/usr/bin/env bash
# Builds the one file an operator deploys, and its checksum, into dist/.
set -euo pipefail
cd "$(dirname "$0")/.."
# The selection of the Makefile, so that `make bench` measures this very file.
cargo build --profile dist --workspace --exclude frontend --bin hausportal
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name="hausportal-$version-$(uname -m)-linux"
mkdir -p dist
cp target/dist/hausportal "dist/$name"
(cd dist && sha256sum "$name" >"$name.sha256" && ls -l "$name" && cat "$name.sha256")
