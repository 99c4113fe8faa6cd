-- SPDX-License-Identifier: Apache-2.0
-- cache.db, version 3: which rows have changed since when, so that what a program holds of the cache
-- in memory is brought up to date and not read anew. Kept while it is little: many changes at once,
-- as those of a first import, are not written down one by one.

-- Rows of one kind, first to last, that are others (or new) as of that generation; the same row may
-- stand here many times. Kinds: core/store/change_log.h.
CREATE TABLE change(
    generation INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first)
) STRICT;

-- One row: every change after this generation stands in `change`; of earlier ones nothing is known.
CREATE TABLE change_start(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL
) STRICT;
INSERT INTO change_start(id, generation) SELECT 1, generation + changed FROM state;
