// SPDX-License-Identifier: Apache-2.0
#include "core/store/connection.h"

#include "core/store/page_sum.h"

#include <QUrl>
#include <SQLiteCpp/Exception.h>

#include <sqlite3.h>

namespace cordon::store {

namespace {

constexpr int kBusyMs = 5'000; // a checkpoint or a colleague's reader, never a second writer

std::string location(const QString& path, Mode mode)
{
    if (mode != Mode::Immutable) {
        return path.toStdString();
    }
    return "file:" + QUrl::toPercentEncoding(path, "/").toStdString() + "?immutable=1";
}

int flags(Mode mode)
{
    const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW;
    switch (mode) {
    case Mode::Write:
        return common | SQLITE_OPEN_READWRITE;
    case Mode::Read:
        return common | SQLITE_OPEN_READONLY;
    case Mode::Immutable:
        break;
    }
    return common | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
}

int askedToStop(void* token)
{
    return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
}

} // namespace

Connection::Connection(const QString& path, const Schema& schema, Mode mode)
    : m_database(location(path, mode).c_str(), flags(mode), kBusyMs, vfsName(schema.pageSums))
{
    configure(SQLITE_DBCONFIG_DEFENSIVE, 1);
    configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    configure(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
    configure(SQLITE_DBCONFIG_ENABLE_VIEW, 0);
    configure(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    configure(SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0);
    sqlite3* handle = m_database.getHandle();
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, schema.longestValue);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(handle, SQLITE_LIMIT_FUNCTION_ARG, 8);
    setPragma("cell_size_check", "ON", "1");
    setPragma("mmap_size", "0", "0");
    setPragma("trusted_schema", "OFF", "0");
    setPragma("foreign_keys", "ON", "1");
    setPragma("temp_store", "MEMORY", "2");
    setPragma("cache_size", "-65536", "-65536");
    setPragma("secure_delete", "ON", "1");
    setPragma("synchronous", schema.everyCommitLasts ? "FULL" : "NORMAL", schema.everyCommitLasts ? "2" : "1");
    if (mode == Mode::Write) {
        configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
    } else {
        setPragma("query_only", "ON", "1");
    }
}

void Connection::useLog()
{
    setPragma("journal_mode", "WAL", "wal");
    configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0);
}

void Connection::trust()
{
    configure(SQLITE_DBCONFIG_ENABLE_TRIGGER, 1);
}

void Connection::configure(int option, int value)
{
    int now = -1;
    const int code = sqlite3_db_config(m_database.getHandle(), option, value, &now);
    if (code != SQLITE_OK || now != value) {
        throw SQLite::Exception("SQLite does not take a safety setting", code);
    }
}

void Connection::setPragma(const char* name, const char* value, const char* readBack)
{
    const std::string pragma = std::string("PRAGMA ") + name;
    {
        // Some answer with a row, some do not.
        SQLite::Statement set(m_database, pragma + "=" + value);
        while (set.executeStep()) {
        }
    }
    SQLite::Statement get(m_database, pragma);
    // A build without memory mapping does not answer for it; that is what is asked for.
    const bool answered = get.executeStep();
    if (answered && get.getColumn(0).getString() != readBack) {
        throw SQLite::Exception("the setting " + std::string(name) + " does not hold", SQLITE_ERROR);
    }
}

std::int64_t Connection::totalChanges() const
{
    return sqlite3_total_changes64(m_database.getHandle());
}

SQLite::Statement& Connection::statement(const char* sql)
{
    auto& kept = m_statements[sql];
    if (!kept) {
        kept = std::make_unique<SQLite::Statement>(m_database, sql);
    }
    return *kept;
}

Connection::Interruptible::Interruptible(Connection& connection, const std::stop_token& stop) : m_connection(connection)
{
    constexpr int kInstructions = 1'000; // some ten microseconds
    if (stop.stop_possible()) {
        // SQLite hands the pointer back to askedToStop, which only looks.
        sqlite3_progress_handler(connection.m_database.getHandle(), kInstructions, askedToStop,
                                 const_cast<std::stop_token*>(&stop));
    }
}

Connection::Interruptible::~Interruptible()
{
    sqlite3_progress_handler(m_connection.m_database.getHandle(), 0, nullptr, nullptr);
}

} // namespace cordon::store
