-- SPDX-License-Identifier: Apache-2.0
-- cache.db, version 2: made for millions of uploads.
-- An upload's identity (project, version, filename) has no index: keeping one in order costs more
-- than all the rows, and only an import asks, which reads all identities once. What is asked for
-- most stands first.

CREATE TABLE upload_before AS SELECT * FROM upload;
DROP TABLE upload;
CREATE TABLE upload(
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    account_id INTEGER REFERENCES account(id),
    uploaded INTEGER NOT NULL,
    size INTEGER,
    version TEXT NOT NULL,
    filename TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
INSERT INTO upload(id, project_id, account_id, uploaded, size, version, filename, sha256)
    SELECT id, project_id, account_id, uploaded, size, version, filename, sha256 FROM upload_before ORDER BY id;
DROP TABLE upload_before;

-- Names that nobody has described: few, and counted after every import.
CREATE INDEX account_stub ON account(id) WHERE stub = 1;
CREATE INDEX project_stub ON project(id) WHERE stub = 1;

-- How far an import has come that is not complete: which files it reads (job), which of them it is
-- in, and where. Empty when none was broken off. Changed with the rows, in one transaction.
CREATE TABLE reading(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    job BLOB NOT NULL,
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    line INTEGER NOT NULL,
    rejected INTEGER NOT NULL
) STRICT;

-- The lines that import has refused so far, as many as are kept.
CREATE TABLE reading_rejected(
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Names this file, so that what was made from another cache is not taken for its own.
CREATE TABLE identity(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name BLOB NOT NULL CHECK (length(name) = 16)
) STRICT;
INSERT INTO identity(id, name) VALUES (1, randomblob(16));
