# The commands of this project: what a newcomer types is, word for word, what CI runs.
SHELL := /bin/bash
# One selection for all builds: another would give shared dependencies other features, and compile them again.
HOUSE := --release --workspace --exclude frontend
# They would replace those of .cargo/config.toml, and the two halves would no longer fit.
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
.DEFAULT_GOAL := help
.PHONY: help run build site test check bench dist screenshot

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build what is missing and start the demo on http://127.0.0.1:3000
	@target/release/hausportal demo

build: site ## Build the release binary
	@cargo build $(HOUSE) --bin hausportal

site: ## Build the browser's files: wasm, scripts, styles, icons
	@set-up/tools.sh rust style
	@set-up/site.sh

test: ## Run everything: format, lints, borders, tests on both databases, stories in Chromium
	@set-up/test.sh

check: site ## Run the quick half of it: format, lints, borders
	@set-up/check.sh

bench: site ## Measure speed, memory and sizes of what is deployed, on this machine
	@cargo build $(HOUSE:--release=--profile dist) --bin hausportal --bin bench
	@set-up/tools.sh postgres
	@set-up/postgres.sh target/dist/bench

dist: site ## Build the one file an operator deploys, with its checksum, into dist/
	@set-up/dist.sh

screenshot: build ## Take the picture in README.md again
	@set-up/tools.sh stories
	@cd end2end && SCREENSHOT=1 npx playwright test stories/screenshot.spec.ts
