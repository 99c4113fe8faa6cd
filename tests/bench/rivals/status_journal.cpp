// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rivals/status_journal.h"

#include "core/domain/digest.h"
#include "tests/bench/generator/texts.h"

namespace cordon::bench {

namespace {

constexpr const char* kTables = R"(
CREATE TABLE account(id INTEGER PRIMARY KEY, name TEXT NOT NULL, domain_id INTEGER NOT NULL, joined INTEGER NOT NULL,
    status INTEGER NOT NULL, score INTEGER NOT NULL) STRICT;
CREATE TABLE step(run_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER, before TEXT NOT NULL DEFAULT '',
    attributed_to TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', PRIMARY KEY (run_id, ordinal))
    STRICT, WITHOUT ROWID;
CREATE TABLE decision(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, account_id INTEGER NOT NULL, name TEXT NOT NULL,
    verb INTEGER NOT NULL, at INTEGER NOT NULL, run_id INTEGER) STRICT;
CREATE TABLE ledger(sequence INTEGER PRIMARY KEY, entry BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
)";
constexpr const char* kIndexes = R"(
CREATE INDEX account_domain ON account(domain_id, status, score DESC);
CREATE INDEX account_status ON account(status, joined);
CREATE INDEX account_open ON account(domain_id, score) WHERE status = 1;
)";

void fill(const World& world, Database& database)
{
    Statement insert = database.prepare("INSERT INTO account VALUES(?, ?, ?, ?, 1, ?)");
    std::string name;
    for (std::uint32_t row = 0; row < world.accounts().size(); ++row) {
        const AccountFacts& facts = world.accounts()[row];
        accountName(world, row, name);
        insert.bind(1, std::int64_t{row} + 1).bind(2, name).bind(3, std::int64_t{facts.domain}).bind(4, facts.joined);
        insert.bind(5, static_cast<std::int64_t>(mixed(row) % 1000)).run();
    }
}

} // namespace

QByteArray ledgerEntry(std::int64_t ordinal)
{
    // As long as the entries that a run writes.
    return QByteArray(110, 'e') + QByteArray::number(static_cast<qlonglong>(ordinal));
}

namespace {

std::string_view bytesOf(const Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace

void StatusJournal::build(const World& world, const std::string& path)
{
    Database database(path);
    database.execute("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;");
    database.execute("BEGIN");
    database.execute(kTables);
    fill(world, database);
    database.execute(kIndexes);
    database.execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);");
}

StatusJournal::StatusJournal(const std::string& path) : m_database(path)
{
    m_database.execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
                       "PRAGMA cache_size = -65536;");
    m_accounts = m_database.number("SELECT count(*) FROM account");
}

void StatusJournal::begin(std::int64_t steps)
{
    ++m_run;
    m_database.execute("BEGIN");
    Statement step = m_database.prepare("INSERT INTO step(run_id, ordinal) VALUES(?, ?)");
    for (std::int64_t ordinal = 0; ordinal < steps; ++ordinal) {
        step.bind(1, m_run).bind(2, ordinal).run();
    }
    m_database.execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    // What will change is in its cache, as in a program that has been at work for a while.
    m_database.execute("SELECT sum(score) FROM account NOT INDEXED;"
                       "SELECT count(*) FROM account INDEXED BY account_domain WHERE domain_id >= 0;"
                       "SELECT count(*) FROM account INDEXED BY account_status WHERE status >= 0;"
                       "SELECT count(*) FROM account INDEXED BY account_open WHERE status = 1;");
}

std::int64_t StatusJournal::record(std::int64_t count)
{
    constexpr std::int64_t kStride = 7'919; // a prime: every account before any comes again
    const std::int64_t before = m_database.number("SELECT coalesce(max(sequence), 0) FROM ledger");
    std::int64_t sequence = before;
    std::string name;
    Digest previous{};
    m_database.execute("BEGIN IMMEDIATE");
    Statement step = m_database.prepare("UPDATE step SET state = 5, attempts = 1, before = 'active', "
                                        "attributed_to = 'moderator' WHERE run_id = ? AND ordinal = ?");
    Statement decision = m_database.prepare("INSERT INTO decision(kind, account_id, name, verb, at, run_id) "
                                            "VALUES(1, ?, ?, 3, ?, ?)");
    Statement status = m_database.prepare("UPDATE account SET status = 3 - status WHERE id = ?");
    Statement ledger = m_database.prepare("INSERT INTO ledger(sequence, entry, hash) VALUES(?, ?, ?)");
    for (std::int64_t ordinal = 0; ordinal < count; ++ordinal) {
        m_next = (m_next + kStride) % m_accounts;
        name = "account";
        appendNumber(static_cast<std::uint64_t>(m_next), name);
        const QByteArray entry = ledgerEntry(ordinal);
        step.bind(1, m_run).bind(2, ordinal).run();
        decision.bind(1, m_next + 1).bind(2, name).bind(3, ordinal).bind(4, m_run).run();
        status.bind(1, m_next + 1).run();
        previous = chainLink(static_cast<std::uint64_t>(++sequence), previous, entry);
        const std::string_view bytes(entry.data(), static_cast<std::size_t>(entry.size()));
        ledger.bind(1, sequence).bindBlob(2, bytes).bindBlob(3, bytesOf(previous)).run();
    }
    m_database.execute("COMMIT");
    return sequence - before;
}

} // namespace cordon::bench
