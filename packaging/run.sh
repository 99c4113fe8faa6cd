#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and opens the console on the built-in campaign with a simulated
# registry. Where there is no display, does the same job on the command line and prints it.
. "$(dirname "$0")/common.sh"

install_packages
build release cordon cordonctl cordon-simulator
bin=build/release/bin

if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/cordonctl" demo
fi

demo=$(mktemp -d "${TMPDIR:-/tmp}/cordon-demo-XXXXXX")
"$bin/cordonctl" --workspace "$demo/workspace" init
"$bin/cordonctl" --workspace "$demo/workspace" import build/release/share/cordon/demo
mkfifo "$demo/ready"
"$bin/cordon-simulator" --data build/release/share/cordon/demo --effects "$demo/effects.jsonl" \
    --credentials-out "$demo/credentials.json" >"$demo/ready" &
simulator=$!
trap 'kill "$simulator" 2>/dev/null; wait "$simulator" 2>/dev/null || true' EXIT
# The line is kept so that the simulator never writes to a closed pipe.
read -r ready <"$demo/ready"
url=$(printf '%s' "$ready" | sed -n 's/.*"url":"\([^"]*\)".*/\1/p')
echo "The simulated registry is $url; the workspace lies in $demo/workspace."
"$bin/cordon" --workspace "$demo/workspace" --registry "$url" --credentials "$demo/credentials.json"
