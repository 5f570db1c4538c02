#!/usr/bin/env bash
# Tries the ERP's interface out against its own description: a fresh portal, eight keys, and schemathesis with all its checks.
# Ends with 0 only if nothing failed. HAUSPORTAL names the binary, where it is not target/release/hausportal.
set -euo pipefail
cd "$(dirname "$0")/.."
. set-up/say.sh

version=4.32.5
venv=$PWD/target/schemathesis
binary=$(realpath "${HAUSPORTAL:-target/release/hausportal}") || stop "There is no binary. Run: make build"

# Python with its own packages, below target/.
need_schemathesis() {
  [ "$("$venv/bin/schemathesis" --version 2>/dev/null)" = "schemathesis, version $version" ] && return
  set-up/tools.sh python
  say "Installing schemathesis $version …"
  rm -rf "$venv"
  python3 -m venv "$venv" || stop "Python cannot make a venv. On Debian: apt-get install python3-venv."
  retry "$venv/bin/pip" --quiet --disable-pip-version-check install "schemathesis==$version" ||
    stop "schemathesis could not be installed. Is there a network?"
}

need_schemathesis
folder=$(mktemp -d)
port=$((20000 + $$ % 12000))
export HAUSPORTAL_DATA__DIR=$folder/data HAUSPORTAL_SERVER__LISTEN=127.0.0.1:$port HAUSPORTAL_ERP__ENABLED=true
# Nobody listens there: events are heard, and what they name is fetched in vain.
export HAUSPORTAL_ERP__FETCH__URL=http://127.0.0.1:9 HAUSPORTAL_ERP__FETCH__TOKEN=nobody
# Whoever guesses signatures would have to wait; here guessing is the work.
export HAUSPORTAL_SECURITY__THROTTLE__ANONYMOUS__BURST=1000000
export HAUSPORTAL_LOG__LEVEL=warn

keys=()
for number in 1 2 3 4 5 6 7 8; do
  shown=$(cd "$folder" && "$binary" erp key add "Probe $number" --scope all)
  keys+=("$(sed -n 's/^Schlüssel: //p' <<<"$shown"):$(sed -n 's/^Geheimnis: //p' <<<"$shown")")
done
ERP_KEYS=$(IFS=, && echo "${keys[*]}")
export ERP_KEYS

(cd "$folder" && exec "$binary" serve) >"$folder/log" 2>&1 &
portal=$!
finish() {
  kill "$portal" 2>/dev/null && wait "$portal" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

# The seed is fixed: what failed yesterday fails today.
result=0
(cd end2end && PYTHONPATH=. timeout 300 "$venv/bin/schemathesis" --config-file schemathesis.toml run \
  "http://127.0.0.1:$port/erp/v1/openapi.json" --wait-for-schema 30 --checks all --phases examples,coverage,fuzzing \
  --max-examples 25 --seed 4711 --continue-on-failure --request-timeout 10 --no-shrink --warnings off) || result=$?
[ "$result" = 0 ] || { say "The portal's log:" && tail -20 "$folder/log" >&2; }
exit "$result"
