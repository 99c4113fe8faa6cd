#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Breaks every arrow of the house once, in a copy of its rooms, and looks whether include_check.py refuses."""

import pathlib
import tempfile
import unittest

import include_check

# What each room may include, as design and ARCHITECTURE.md have it; written down again on purpose.
ALLOWED = {
    "core/domain": "",
    "core/store": "core/domain",
    "core/ingest": "core/domain core/store",
    "core/index": "core/domain core/store",
    "core/query": "core/domain core/index",
    "core/lens": "core/domain core/index",
    "core/plan": "core/domain",
    "core/registry": "core/domain",
    "core/run": "core/domain core/plan core/store core/registry core/ledger",
    "core/ledger": "core/domain core/store",
    "core/report": "core/domain core/store core/ledger",
    "core/actions": "core/domain core/store core/ingest core/index core/query core/lens core/plan core/registry "
    "core/run core/ledger core/report",
    "ui": "core/domain core/index core/query core/lens core/plan core/actions",
    "app/ctl": "core/domain core/index core/query core/lens core/actions",
    "app/console": "core/domain core/store core/ingest core/index core/query core/lens core/plan core/registry "
    "core/run core/ledger core/report core/actions ui",
    "app/simulator": "core/domain core/ingest",
}
PROGRAMS = ("app/ctl", "app/console")


class House(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for room in ALLOWED:
            self.write(f"{room}/a.h", "#pragma once\n")
            if room not in PROGRAMS:
                self.write(f"{room}/CMakeLists.txt", f"cordon_room({room.split('/')[-1]})\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def troubles(self):
        return list(include_check.include_troubles(self.root)) + list(include_check.room_troubles(self.root))

    def refuses(self, name, text):
        self.write(name, text)
        found = self.troubles()
        (self.root / name).unlink()
        self.assertEqual(len(found), 1, f"{name}: {text!r} gave {found}")
        self.assertTrue(found[0].startswith(name), found)

    def test_a_sound_house_has_no_trouble(self):
        self.assertEqual(self.troubles(), [])

    def test_every_arrow_that_is_not_drawn_is_refused(self):
        for room, allowed in ALLOWED.items():
            for target in ALLOWED:
                if target != room and target not in allowed.split():
                    for place in (f"{room}/b.cpp", f"{room}/deep/er/b.h"):
                        self.refuses(place, f'#include "{target}/a.h"\n')

    def test_every_arrow_that_is_drawn_is_taken(self):
        narrow = {("core/ingest", "core/store"), ("app/simulator", "core/ingest"), ("ui", "core/plan")}
        for room, allowed in ALLOWED.items():
            for target in allowed.split():
                if (room, target) not in narrow:
                    self.write(f"{room}/{target.replace('/', '_')}.cpp", f'#include "{target}/a.h"\n')
        self.write("core/ingest/importer.h", '#include "core/store/a.h"\n')
        self.write("app/simulator/seed.cpp", '#include "core/ingest/readers.h"\n')
        self.write("ui/models/plan.h", '#include "core/plan/plan.h"\n')
        self.write("app/ctl/pdf.cpp", '#include "ui/pdf/renderer.h"\n')
        self.assertEqual(self.troubles(), [])

    def test_narrow_arrows_carry_no_more_than_they_say(self):
        self.refuses("core/ingest/csv_reader.cpp", '#include "core/store/a.h"\n')
        self.refuses("app/simulator/b.cpp", '#include "core/ingest/importer.h"\n')
        self.refuses("ui/panels/b.cpp", '#include "core/plan/compile.h"\n')
        self.refuses("app/ctl/b.cpp", '#include "ui/theme/theme.h"\n')

    def test_no_spelling_hides_an_arrow(self):
        for line in (
            '#include "../store/a.h"',
            '#include "../../core/store/a.h"',
            '#include "core/domain/../store/a.h"',
            '#include "core/domain/./a.h"',
            "#include <core/store/a.h>",
            "#include <../core/store/a.h>",
            '  #  include"core/store/a.h"',
            '#include "store/a.h"',
            '#include "a.h"',
            '#include "tests/support/support.h"',
            "#include <tests/support/support.h>",
            '#include "core/attic/a.h"',
            "#include HEADER",
        ):
            self.refuses("core/domain/b.h", line + "\n")

    def test_libraries_stay_in_their_rooms(self):
        for name, header in (
            ("core/report/b.cpp", "QPainter"),
            ("core/report/b.cpp", "QtGui/QPainter"),
            ("core/actions/b.cpp", "QtWidgets/QLabel"),
            ("core/run/b.cpp", "QNetworkReply"),
            ("ui/views/b.cpp", "QtNetwork/QTcpSocket"),
            ("core/run/b.cpp", "QHostAddress"),
            ("core/index/b.cpp", "sqlite3.h"),
            ("core/actions/b.cpp", "SQLiteCpp/Database.h"),
            ("app/ctl/b.cpp", "QSqlQuery"),
            ("core/run/b.cpp", "libxml/HTMLparser.h"),
            ("core/ingest/b.cpp", "libpsl.h"),
        ):
            self.refuses(name, f"#include <{header}>\n")

    def test_a_room_that_nobody_drew_is_noticed(self):
        self.refuses("core/attic/a.h", "#pragma once\n")
        self.refuses("app/a.cpp", '#include "core/domain/a.h"\n')

    def test_a_missing_room_is_noticed(self):
        for room in ALLOWED:
            if room in PROGRAMS or room in include_check.LATER:
                continue
            (self.root / room / "a.h").unlink()
            self.assertEqual(self.troubles(), [f"{room}: the room is missing"])
            self.write(f"{room}/a.h", "#pragma once\n")

    def test_a_room_is_a_target_that_links_what_it_may_include(self):
        recipe = "core/query/CMakeLists.txt"
        self.write(recipe, "cordon_room(query MOC USES domain index LINKS Qt6::Core)\n")
        self.assertEqual(self.troubles(), [])
        self.write(recipe, "cordon_room(query USES domain store LINKS Qt6::Core)\n")
        self.assertEqual(self.troubles(), ["core/query/CMakeLists.txt: core/query must not link store"])
        self.write(recipe, "# nothing\n")
        self.assertEqual(self.troubles(), ["core/query: the room is no target of its own"])


if __name__ == "__main__":
    unittest.main()
