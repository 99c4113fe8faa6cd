#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a file includes a room that its own room may not see (ARCHITECTURE.md)."""

import pathlib
import re
import sys

CORE = ["domain", "store", "ingest", "index", "query", "plan", "ledger", "registry", "run", "report", "actions"]
MAY = {
    "core/domain": [],
    "core/store": ["domain"],
    "core/ingest": ["domain", "store"],
    "core/index": ["domain", "store"],
    "core/query": ["domain", "index"],
    "core/plan": ["domain"],
    "core/ledger": ["domain", "store"],
    "core/registry": ["domain"],
    "core/run": ["domain", "plan", "store", "registry", "ledger"],
    "core/report": ["domain", "store", "ledger"],
    "core/actions": CORE,
    "ui": ["domain", "index", "query", "plan", "actions"],
    "app/ctl": ["domain", "index", "query", "plan", "actions"],
    "app/console": CORE,
    "app/simulator": ["domain", "ingest"],
}
# Core never includes Qt Widgets or Qt Gui; only the transport knows Qt Network; only the store knows SQL.
LIBRARIES = [
    (re.compile(r"<(QWidget|QApplication|QPainter|QImage|QColor|QFont|QGui|QIcon|QPixmap)"), "core/", None),
    (re.compile(r"<(QNetwork|QSsl|QTcp)"), "", "core/registry/"),
    (re.compile(r"<(sqlite3\.h|SQLiteCpp)"), "", "core/store/"),
]
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|(<[^>]+>))')


def room_of(path):
    return next((room for room in MAY if path.startswith(room + "/")), None)


def troubles(root):
    for path in sorted(p for top in ("core", "ui", "app") for p in (root / top).rglob("*") if p.suffix in (".cpp", ".h")):
        name = path.relative_to(root).as_posix()
        room = room_of(name)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quoted, angled = match.groups()
            if quoted:
                target = room_of(quoted)
                allowed = ["core/" + other for other in MAY[room]] + [room]
                if room == "app/console":
                    allowed.append("ui")
                if target and target not in allowed:
                    yield f"{name}:{number}: {room} must not include {quoted}"
            for pattern, below, but in LIBRARIES:
                if angled and pattern.match(angled) and name.startswith(below) and not (but and name.startswith(but)):
                    yield f"{name}:{number}: {angled} does not belong in {room}"


def main():
    found = list(troubles(pathlib.Path(sys.argv[1])))
    print("\n".join(found) if found else "every include follows the arrows")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
