#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and does the whole job once on the built-in campaign against a
# simulated registry, printing what happened.
. "$(dirname "$0")/common.sh"

install_packages
build release cordonctl cordon-simulator
exec build/release/bin/cordonctl demo
