#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL whose address is in TEST_POSTGRES_URL: set-up/postgres.sh COMMAND …
# Without a command it prints the address and waits for Ctrl-C. `--where` prints the folder of the server's programs.
set -euo pipefail
. "$(dirname "$0")/say.sh"

# The newest server's programs: Debian keeps them off PATH.
where() {
  local folder
  folder=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1) || true
  if [ -n "$folder" ]; then echo "$folder"; elif command -v initdb >/dev/null; then dirname "$(readlink -f "$(command -v initdb)")"; fi
}

programs=$(where)
[ "${1:-}" = --where ] && { echo "$programs"; exit 0; }
[ -n "$programs" ] || stop "PostgreSQL's server programs are missing. On Debian: apt-get install postgresql."

# The server refuses to run as root, so root borrows another name for it.
owner=$(id -un)
as_owner=()
if [ "$(id -u)" = 0 ]; then
  owner=$(getent passwd postgres nobody | head -1 | cut -d: -f1)
  as_owner=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups)
fi

home=$(mktemp -d)
finish() {
  (cd "$home" && "${as_owner[@]}" "$programs/pg_ctl" -D "$home/data" -m immediate -s stop) >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap finish EXIT
trap 'exit 130' INT TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >"$home/password"
chown -R "$owner" "$home"
cat >"$home/start.sh" <<'START'
set -eu
"$1/initdb" -D "$2/data" -U hausportal --pwfile "$2/password" --auth scram-sha-256 -E UTF8 --locale C.UTF-8 >"$2/log" 2>&1 || { cat "$2/log" >&2; exit 1; }
# Durability is no concern of a database that lives for one test run.
cat >>"$2/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$2'
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
for try in 1 2 3 4 5 6 7 8 9 10; do
  port=$((20000 + ($$ * 7 + try * 997) % 12000))
  "$1/pg_ctl" -D "$2/data" -l "$2/log" -o "-p $port" -w -s start >/dev/null 2>&1 && { echo "$port" >"$2/port"; exit 0; }
done
cat "$2/log" >&2
exit 1
START
(cd "$home" && "${as_owner[@]}" sh "$home/start.sh" "$programs" "$home") || stop "PostgreSQL did not start; its log is above."

export TEST_POSTGRES_URL="postgres://hausportal:$password@127.0.0.1:$(cat "$home/port")/postgres"
if [ $# -gt 0 ]; then
  "$@"
else
  echo "$TEST_POSTGRES_URL"
  sleep infinity
fi
