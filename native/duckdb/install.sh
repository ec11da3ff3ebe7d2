#!/bin/sh
# Fetches the engine's library as the lock file pins it. Safe to run from several builds at once: one installs, the others wait and find it done.
# The stamp is a copy of the lock file, not a time: a checkout gives files any time it likes.
set -eu
cd "$(dirname "$0")"
stamp=node_modules/.installed-lock

if [ "${1:-}" != "--locked" ]; then
  cmp -s package-lock.json "$stamp" && exit 0
  if ! command -v npm >/dev/null 2>&1; then
    echo "native/duckdb: npm was not found. Install Node.js 20 or newer: it fetches libduckdb.so, the engine of the measurement store." >&2
    exit 1
  fi
  # Without flock (util-linux) two builds at once could disturb each other; one alone is fine.
  command -v flock >/dev/null 2>&1 && exec flock .install.lock sh ./install.sh --locked
fi

cmp -s package-lock.json "$stamp" && exit 0
npm ci --no-update-notifier >&2
cp package-lock.json "$stamp"
