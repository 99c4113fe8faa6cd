// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/query.h"
#include "core/store/schema.h"

#include <QString>
#include <SQLiteCpp/Database.h>

#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>

namespace cordon::store {

enum class Mode {
    Write,     ///< the writer thread's
    Read,      ///< query_only
    Immutable, ///< as Read, on a file system that cannot be written; only without a -wal
};

/// A connection with our settings, each read back. Opening changes nothing: the log stays as it is
/// until useLog(), views and triggers stay off until trust() says that the schema is ours
/// (security.md 2.1).
/// Throws SQLite::Exception everywhere; the edges of the room catch it. Thread: one at a time.
class Connection {
public:
    /// Opens a file that is there. The path is absolute and its folder canonical.
    Connection(const QString& path, const Schema& schema, Mode mode);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The schema was compared, so the file may be changed: the log is switched on, and folded in at
    /// the end. For a connection that writes.
    void useLog();
    /// Up to date as well: triggers work from here on.
    void trust();

    /// A prepared statement, kept for the next time. `sql` must live as long as the connection.
    template<class... Values>
    [[nodiscard]] Query query(const char* sql, const Values&... values)
    {
        return Query(statement(sql), values...);
    }
    template<class... Values>
    void run(const char* sql, const Values&... values)
    {
        Query(statement(sql), values...).run();
    }
    /// Statements without values or rows, unprepared.
    void execute(const std::string& sql) { m_database.exec(sql); }
    /// The first column of the first row of a statement that has one.
    [[nodiscard]] std::int64_t number(const char* sql) { return m_database.execAndGet(sql).getInt64(); }
    [[nodiscard]] std::string word(const char* sql) { return m_database.execAndGet(sql).getString(); }

    [[nodiscard]] std::int64_t lastId() const { return m_database.getLastInsertRowid(); }
    [[nodiscard]] std::int64_t totalChanges() const;
    [[nodiscard]] SQLite::Database& database() { return m_database; }

    /// While it lives, statements end with SQLITE_INTERRUPT once the token asks.
    class Interruptible {
    public:
        Interruptible(Connection& connection, const std::stop_token& stop);
        ~Interruptible();
        Interruptible(const Interruptible&) = delete;
        Interruptible& operator=(const Interruptible&) = delete;

    private:
        Connection& m_connection;
    };

private:
    [[nodiscard]] SQLite::Statement& statement(const char* sql);
    void configure(int option, int value);
    void setPragma(const char* name, const char* value, const char* readBack);

    SQLite::Database m_database;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> m_statements; // before the database goes
};

} // namespace cordon::store
