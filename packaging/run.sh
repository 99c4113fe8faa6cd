#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and opens the console on a demo workspace with a simulated registry.
# Where there is no display, the command line does the same job and says what happened.
. "$(dirname "$0")/common.sh"

install_packages
build release cordon cordonctl cordon-simulator
bin=$PWD/build/release/bin

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no display here: the command line does the whole job."
    exec "$bin/cordonctl" demo
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/cordon-demo-XXXXXX")
registry=
trap '[ -z "$registry" ] || kill "$registry" 2>/dev/null || true' EXIT

mkfifo "$folder/ready"
"$bin/cordon-simulator" --data resources/demo --effects "$folder/effects.jsonl" \
    --credentials-out "$folder/credentials.json" >"$folder/ready" &
registry=$!
# Its first line says where it listens. The pipe stays open for whatever it says later.
exec 3<"$folder/ready"
read -r -t 30 ready <&3 || { echo "The simulated registry did not start." >&2; exit 1; }
url=$(python3 -c 'import json, sys; print(json.loads(sys.argv[1])["url"])' "$ready")

"$bin/cordonctl" --workspace "$folder/workspace" init
"$bin/cordonctl" --workspace "$folder/workspace" import resources/demo/{accounts,projects,roles,reports}.csv

echo "The console opens on $folder/workspace; the simulated registry is at $url."
echo "Try: domain:inbox.ru in the filter, then ? for every key."
status=0
"$bin/cordon" --workspace "$folder/workspace" --registry "$url" --credentials "$folder/credentials.json" || status=$?
if [ "$status" -eq 134 ]; then # what Qt ends with where it cannot reach the display
    echo "The window could not be opened on this display: the command line does the whole job."
    "$bin/cordonctl" demo
else
    echo "The demo workspace and what you exported are kept in $folder."
    exit "$status"
fi
