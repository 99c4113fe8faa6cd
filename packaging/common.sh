# SPDX-License-Identifier: Apache-2.0
# What run.sh and test.sh share. Sourced, not run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

assume_yes=no
for argument in "$@"; do
    case "$argument" in
    --yes) assume_yes=yes ;;
    *) echo "usage: bash packaging/$(basename "$0") [--yes]" >&2; exit 2 ;;
    esac
done
# Without a terminal nobody can answer: never wait for one.
[ -t 0 ] || assume_yes=yes

missing_packages() {
    local package
    grep -v '^#' packaging/packages.txt | while read -r package; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && [ "$assume_yes" = yes ]; then
        sudo -n "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    elif [ "$assume_yes" = yes ]; then
        echo "These packages need root: $*" >&2
        echo "Run as root: apt-get install $(missing_packages | tr '\n' ' ')" >&2
        return 1
    else
        su -c "$(printf '%q ' "$@")"
    fi
}

install_packages() {
    local missing
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    echo "These Debian packages are missing and will be installed:"
    echo "  $missing"
    if [ "$(id -u)" -ne 0 ] && [ "$assume_yes" = no ]; then
        read -r -p "Install them as root? [Y/n] " answer
        case "$answer" in [nN]*) echo "Nothing was installed."; exit 1 ;; esac
    fi
    # One call, so that root is asked for once.
    # shellcheck disable=SC2086
    as_root sh -c "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing"
}

# build PRESET [TARGETS...]
build() {
    local preset=$1
    shift
    cmake --preset "$preset" >"${TMPDIR:-/tmp}/cordon-configure.$$" 2>&1 || {
        cat "${TMPDIR:-/tmp}/cordon-configure.$$"
        return 1
    }
    rm -f "${TMPDIR:-/tmp}/cordon-configure.$$"
    cmake --build --preset "$preset" ${1:+--target "$@"}
}
