-- SPDX-License-Identifier: Apache-2.0
-- journal.db, version 1: justifications, plans, outbox, ledger. Never deleted or repaired.
-- The texts below are compared byte for byte with what a file holds: never edit a released
-- version, add the next one. Times are microseconds since 1970, UTC. The numbers of kinds, verbs
-- and states are those of core/domain/subject.h and core/store/journal_store.h.

CREATE TABLE selection(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    provenance TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE selection_subject(
    selection_id INTEGER NOT NULL REFERENCES selection(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (selection_id, kind, key)
) STRICT, WITHOUT ROWID;

-- A plan holds its justification; json is the canonical text that was hashed.
CREATE TABLE plan(
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    json BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- One plan, one run.
CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL UNIQUE REFERENCES plan(id),
    registry TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    started INTEGER NOT NULL,
    finished INTEGER,
    actor TEXT NOT NULL
) STRICT;

-- The outbox: where each step stands. What it does stands in the plan.
CREATE TABLE step(
    run_id INTEGER NOT NULL REFERENCES run(id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 12),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    not_before INTEGER,
    before TEXT NOT NULL DEFAULT '',
    attributed_to TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt(
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    http_status INTEGER NOT NULL,
    classified TEXT NOT NULL,
    answer TEXT NOT NULL,
    FOREIGN KEY (run_id, ordinal) REFERENCES step(run_id, ordinal)
) STRICT;
CREATE INDEX attempt_of_step ON attempt(run_id, ordinal, number);

-- Decisions are appended; the head says which one holds.
CREATE TABLE decision(
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    verb INTEGER NOT NULL CHECK (verb BETWEEN 1 AND 8),
    at INTEGER NOT NULL,
    run_id INTEGER REFERENCES run(id)
) STRICT;
CREATE TABLE decision_head(
    kind INTEGER NOT NULL,
    key TEXT NOT NULL,
    decision_id INTEGER NOT NULL REFERENCES decision(id),
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- hash: chainLink(sequence, hash of the row before, entry), core/domain/digest.h.
CREATE TABLE ledger(
    sequence INTEGER PRIMARY KEY,
    entry BLOB NOT NULL CHECK (length(entry) > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE protected(
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE registry(
    name TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    ca_file TEXT NOT NULL,
    quiescence_ms INTEGER NOT NULL CHECK (quiescence_ms >= 0)
) STRICT, WITHOUT ROWID;

-- Texts as typed, kept until they are used.
CREATE TABLE draft(
    key TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A mistake of ours must not rewrite history. Against anybody else the chain stands, not these.
CREATE TRIGGER ledger_gapless BEFORE INSERT ON ledger
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM ledger)
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_unchanged BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
CREATE TRIGGER attempt_kept BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are only appended'); END;
CREATE TRIGGER attempt_unchanged BEFORE UPDATE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are only appended'); END;
CREATE TRIGGER plan_kept BEFORE DELETE ON plan
BEGIN SELECT RAISE(ABORT, 'plans are kept'); END;
CREATE TRIGGER plan_unchanged BEFORE UPDATE ON plan
BEGIN SELECT RAISE(ABORT, 'plans are kept'); END;
