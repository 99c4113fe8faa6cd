-- SPDX-License-Identifier: Apache-2.0
-- cache.db, version 1: what the registry and the imports said. Can be rebuilt at any time.
-- The texts below are compared byte for byte with what a file holds: never edit a released
-- version, add the next one. Times are microseconds since 1970, UTC. Few indexes on purpose: the
-- questions are answered from columns in memory, this file only has to find a row by its identity.

-- One row: what generation of the data this is, and whether rows changed since it was counted.
CREATE TABLE state(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL,
    changed INTEGER NOT NULL CHECK (changed IN (0, 1))
) STRICT;
INSERT INTO state(id, generation, changed) VALUES (1, 0, 0);

CREATE TABLE domain(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- key: the folded name; empty for the one account that stands for "owner not known".
-- stub: a row of another table names it and no import has described it.
CREATE TABLE account(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    domain_id INTEGER REFERENCES domain(id),
    email_verified INTEGER CHECK (email_verified IN (0, 1)),
    joined INTEGER NOT NULL DEFAULT 0,
    two_factor TEXT NOT NULL DEFAULT '',
    signup_ip TEXT NOT NULL DEFAULT '',
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 1),
    uuid TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
    stub INTEGER NOT NULL DEFAULT 0 CHECK (stub IN (0, 1))
) STRICT;

-- key: the PEP 503 name.
CREATE TABLE project(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    owner_id INTEGER NOT NULL REFERENCES account(id),
    created INTEGER NOT NULL DEFAULT 0,
    releases INTEGER,
    files INTEGER,
    total_bytes INTEGER,
    py_modules INTEGER,
    console_scripts INTEGER,
    repo_url TEXT NOT NULL DEFAULT '',
    publisher TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
    note TEXT NOT NULL DEFAULT '',
    flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
    stub INTEGER NOT NULL DEFAULT 0 CHECK (stub IN (0, 1))
) STRICT;

CREATE TABLE upload(
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    version TEXT NOT NULL,
    filename TEXT NOT NULL,
    account_id INTEGER REFERENCES account(id),
    uploaded INTEGER NOT NULL,
    size INTEGER,
    sha256 TEXT NOT NULL,
    UNIQUE (project_id, version, filename)
) STRICT;

CREATE TABLE role(
    project_id INTEGER NOT NULL REFERENCES project(id),
    account_id INTEGER NOT NULL REFERENCES account(id),
    role TEXT NOT NULL,
    PRIMARY KEY (project_id, account_id, role)
) STRICT, WITHOUT ROWID;

-- One observation, on a project or on an account.
CREATE TABLE report(
    id INTEGER PRIMARY KEY,
    project_id INTEGER REFERENCES project(id),
    account_id INTEGER REFERENCES account(id),
    observer TEXT NOT NULL,
    kind TEXT NOT NULL,
    created INTEGER NOT NULL,
    trusted INTEGER CHECK (trusted IN (0, 1)),
    summary TEXT NOT NULL,
    url TEXT NOT NULL,
    CHECK ((project_id IS NULL) <> (account_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX report_on_project ON report(project_id, observer, kind, created) WHERE project_id IS NOT NULL;
CREATE UNIQUE INDEX report_on_account ON report(account_id, observer, kind, created) WHERE account_id IS NOT NULL;
