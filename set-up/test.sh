#!/usr/bin/env bash
# Everything CI runs, part by part, with the seconds of each and one summary.
set -uo pipefail
cd "$(dirname "$0")/.."
. set-up/say.sh

logs=target/test-logs
mkdir -p "$logs"
summary=()
passed=0
failed=0

# Runs one part under a heading: part "name" command …; a failed part is remembered and the next one tried.
part() {
  local name=$1 began=$SECONDS result=ok
  shift
  printf '\n=== %s\n' "$name"
  "$@" </dev/null || result=FAILED
  summary+=("$(printf '%-34s %6s s  %s' "$name" $((SECONDS - began)) "$result")")
  [ "$result" = ok ]
}

# A part without counted tests of its own counts as one failure when it fails.
must() { part "$@" || { failed=$((failed + 1)) && return 1; }; }

# Adds the totals of a log: add FILE "how passed looks" "how failed looks"
add() {
  passed=$((passed + $(grep -oE "[0-9]+ $2" "$1" | awk '{ n += $1 } END { print n + 0 }')))
  failed=$((failed + $(grep -oE "[0-9]+ $3" "$1" | awk '{ n += $1 } END { print n + 0 }')))
}

# Lints while it compiles: clippy's driver is the compiler with more to say, and cargo gives it our own crates only. So
# nothing is compiled once for the lints and once more for the tests (docs/decisions/0007-compile-time.md).
linted() {
  local driver
  driver=$(rustc --print sysroot)/bin/clippy-driver
  [ -x "$driver" ] || driver=$(command -v clippy-driver)
  RUSTC_WORKSPACE_WRAPPER=$driver CLIPPY_ARGS='-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__' "$@"
}

# Debian's compiler, where it builds the browser's half, has no driver of clippy's that fits.
site_with_lints() { if has_wasm; then linted set-up/site.sh; else set-up/site.sh; fi; }

house=(--release --workspace --exclude frontend)
runner=(cargo test)
cargo nextest --version >/dev/null 2>&1 && runner=(cargo nextest run)

run_rust_tests() { linted set-up/postgres.sh "${runner[@]}" --no-fail-fast "${house[@]}" 2>&1 | tee "$logs/rust.log"; }

count_rust_tests() {
  grep -E '^ *Summary \[|^test result:' "$logs/rust.log" >"$logs/rust.totals" || true
  add "$logs/rust.totals" passed 'failed|[0-9]+ timed out'
}

run_stories() { (cd end2end && npx tsc --noEmit && npx playwright test); }

count_stories() {
  local report=end2end/results/report.json
  [ -s "$report" ] || return 1
  passed=$((passed + $(node -p "require('./$report').stats.expected")))
  failed=$((failed + $(node -p "const s = require('./$report').stats; s.unexpected + s.flaky")))
}

finish() {
  printf '\n=== Summary\n'
  printf '%s\n' "${summary[@]}" "all of it took $((SECONDS / 60)) min $((SECONDS % 60)) s"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit $?
}

must "set-up" set-up/tools.sh rust style stories postgres python || finish
must "format" set-up/check.sh format
must "borders" set-up/check.sh borders
must "browser build, with lints" site_with_lints || finish
must "server and its tests, with lints" linted "${runner[@]}" --no-run "${house[@]}"

before=$failed
rm -f "$logs"/rust.*
part "tests on SQLite and PostgreSQL" run_rust_tests || rust_failed=1
count_rust_tests
[ -z "${rust_failed:-}" ] || [ "$failed" -gt "$before" ] || failed=$((failed + 1))

must "server build" linted cargo build "${house[@]}" --bin hausportal || finish

must "the ERP's interface, by schemathesis" set-up/schemathesis.sh || true

before=$failed
rm -f end2end/results/report.json
part "stories in Chromium" run_stories || stories_failed=1
count_stories || true
[ -z "${stories_failed:-}" ] || [ "$failed" -gt "$before" ] || failed=$((failed + 1))
[ ! -s end2end/results/report.json ] || node set-up/failed-stories.mjs end2end/results/report.json
finish
