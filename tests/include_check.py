#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a file includes what its room may not see, or when the rooms are not the ones agreed on.

The arrows are those of ARCHITECTURE.md. Includes are written from the root of the tree, so that a
line alone says where it leads. include_check_test.py breaks every arrow once and looks whether it hurts.
"""

import pathlib
import posixpath
import re
import sys

CORE = ["domain", "store", "ingest", "index", "query", "lens", "plan", "ledger", "registry", "run", "report", "actions"]
ALL_OF_CORE = ["core/" + room for room in CORE]
MAY = {
    "core/domain": [],
    "core/store": ["core/domain"],
    "core/ingest": ["core/domain", "core/store"],
    "core/index": ["core/domain", "core/store"],
    "core/query": ["core/domain", "core/index"],
    "core/lens": ["core/domain", "core/index"],
    "core/plan": ["core/domain"],
    "core/ledger": ["core/domain", "core/store"],
    "core/registry": ["core/domain"],
    "core/run": ["core/domain", "core/plan", "core/store", "core/registry", "core/ledger"],
    "core/report": ["core/domain", "core/store", "core/ledger"],
    "core/actions": ALL_OF_CORE,
    "ui": ["core/domain", "core/index", "core/query", "core/lens", "core/plan", "core/actions"],
    # domain, because the values that actions hand out are its own.
    "app/ctl": ["core/domain", "core/index", "core/query", "core/lens", "core/actions", "ui/pdf"],
    "app/console": ALL_OF_CORE + ["ui"],
    "app/simulator": ["core/domain", "core/ingest"],
}
# Rooms whose issue has not come yet: their folder may be missing, their arrows hold from the first file.
LATER = {"core/lens"}
# Arrows that carry less than a whole room: where it leads, from which room, and which files may say it
# (`who`) or be named (`what`).
NARROW = [
    {"to": "core/store", "from": "core/ingest", "who": r"core/ingest/(importer|file_feed)\.(h|cpp)"},
    {"to": "core/ingest", "from": "app/simulator", "what": r"core/ingest/readers\.h"},
    {"to": "core/plan", "from": "ui", "what": r"core/plan/plan\.h"},
]
# A library belongs to the rooms that hide it. (pattern, where the rule holds, where it may stand)
LIBRARIES = [
    (r"Qt(Gui|Widgets|Svg|OpenGL|PrintSupport)\b", ["core"], []),
    (r"Q(Widget|Application|GuiApplication|Painter|Image|Color|Font|Gui|Icon|Pixmap|TextDocument|Pdf)", ["core"], []),
    (r"QtNetwork\b|Q(Network|Ssl|Tcp|Udp|AbstractSocket|LocalS|Host|Http|Dns|Authenticator)", [""], ["core/registry"]),
    (r"sqlite3|SQLiteCpp|QtSql\b|QSql", [""], ["core/store"]),
    (r"libxml/", [""], ["core/registry"]),
    (r"libpsl|idn2", [""], ["core/domain"]),
]
INCLUDE = re.compile(r'^\s*#\s*include\b\s*(?:"([^"]*)"|<([^>]*)>)?')
TOPS = ("core", "ui", "app")


def room_of(path):
    """The room that a path lies in, the longest name first; nothing outside the rooms."""
    return next((room for room in sorted(MAY, key=len, reverse=True) if path.startswith(room + "/")), None)


def is_below(path, folder):
    return folder == "" or path == folder or path.startswith(folder + "/")


def sources_below(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in (".cpp", ".h")) if folder.is_dir() else []


def own_trouble(name, room, included):
    """What is wrong with including a file of this tree; empty where nothing is."""
    if posixpath.normpath(included) != included or included.startswith("/"):
        return f"{included} is no plain path from the root"
    if included.endswith(".embedded.h"):
        return ""  # made by cordon_embed for this very target
    target = room_of(included)
    if target is None:
        return f"{included} lies in no room (includes are written from the root)"
    if target == room:
        return ""
    if not any(is_below(included, allowed) for allowed in MAY[room]):
        return f"{room} must not include {included}"
    for arrow in NARROW:
        if arrow["to"] == target and arrow["from"] == room:
            who, what = arrow.get("who", ".*"), arrow.get("what", ".*")
            if not re.fullmatch(who, name) or not re.fullmatch(what, included):
                return f"{room} may see {target} only where {who} includes {what}, not {included}"
    return ""


def library_trouble(name, header):
    for pattern, holds, may in LIBRARIES:
        if re.match(pattern, header) and any(is_below(name, f) for f in holds) and not any(is_below(name, f) for f in may):
            return f"<{header}> does not belong in {room_of(name)}"
    return ""


def line_trouble(name, room, line):
    match = INCLUDE.match(line)
    if not match:
        return ""
    quoted, angled = match.groups()
    if quoted is None and angled is None:
        return "an include that names no file cannot be checked"
    header = quoted if quoted is not None else angled
    if quoted is not None or header.split("/")[0] in TOPS + ("tests", "..", "."):
        return own_trouble(name, room, header)
    return library_trouble(name, header)


def include_troubles(root):
    for path in (p for top in TOPS for p in sources_below(root / top)):
        name = path.relative_to(root).as_posix()
        room = room_of(name)
        if room is None:
            yield f"{name}: lies in no room"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            trouble = line_trouble(name, room, line)
            if trouble:
                yield f"{name}:{number}: {trouble}"


def room_troubles(root):
    """A room is a folder with sources and a target that links no more than the room may include."""
    for room in sorted(set(MAY) - {"app/ctl", "app/console"}):
        if not sources_below(root / room):
            if room not in LATER:
                yield f"{room}: the room is missing"
            continue
        recipe = root / room / "CMakeLists.txt"
        text = recipe.read_text(encoding="utf-8") if recipe.is_file() else ""
        target = re.search(r"cordon_room\(\s*(\w+)([^)]*)\)", text)
        if not target or target[1] != room.split("/")[-1]:
            yield f"{room}: the room is no target of its own"
            continue
        used = re.search(r"\bUSES\b((?:\s+[a-z]\w*)+)", target[2])
        for other in used[1].split() if used else []:
            if not any(is_below("core/" + other, allowed) for allowed in MAY[room]):
                yield f"{room}/CMakeLists.txt: {room} must not link {other}"


def main():
    root = pathlib.Path(sys.argv[1])
    found = list(include_troubles(root)) + list(room_troubles(root))
    print("\n".join(found) if found else "every include follows the arrows")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
