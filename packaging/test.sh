#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds and runs every test: as released, then with the address and
# undefined-behaviour sanitizers.
. "$(dirname "$0")/common.sh"

install_packages
for preset in release asan; do
    echo "== $preset"
    build "$preset"
    ctest --preset "$preset" -j2
done
