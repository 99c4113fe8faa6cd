// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/store/connection.h"

#include <QByteArray>
#include <QString>
#include <SQLiteCpp/Exception.h>

#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace cordon::store {

/// Inserts a known number of rows, sixty-four a statement: what SQLite does once for each statement
/// (a copy of every page it may have to put back, a look at every table that a constraint names)
/// costs more than the row itself. Throws SQLite::Exception, also where it is misused. Thread: that of
/// the connection.
class ManyRows {
public:
    /// "INSERT INTO t(a, b) VALUES" + rows of `columns` + `tail`.
    ManyRows(Connection& connection, const std::string& insert, int columns, std::size_t rows,
             const std::string& tail = {})
        : m_columns(columns), m_left(rows), m_one(connection.database(), insert + listOf(columns, 1) + tail)
    {
        if (rows >= kRows) {
            m_many.emplace(connection.database(), insert + listOf(columns, kRows) + tail);
        }
        next();
    }

    /// One row, a value for each column; as many as were promised.
    template<class... Values>
    void add(const Values&... values)
    {
        if (m_left == 0 || static_cast<int>(sizeof...(values)) != m_columns) {
            throw SQLite::Exception("more rows or other columns than were promised", SQLITE_MISUSE);
        }
        int column = m_bound * m_columns;
        (bind(++column, values), ...);
        if (++m_bound == m_room) {
            m_statement->exec();
            m_statement->reset();
            m_left -= static_cast<std::size_t>(m_room);
            next();
        }
    }

    /// After the last row: whether all came that were promised, since the last ones are written only then.
    void finish() const
    {
        if (m_left != 0) {
            throw SQLite::Exception("fewer rows than were promised", SQLITE_MISUSE);
        }
    }

private:
    static constexpr int kRows = 64;

    [[nodiscard]] static std::string listOf(int columns, int rows)
    {
        std::string row = "(?";
        for (int column = 1; column < columns; ++column) {
            row += ",?";
        }
        row += ')';
        std::string list = " VALUES " + row;
        for (int i = 1; i < rows; ++i) {
            list += ',';
            list += row;
        }
        return list + ' ';
    }
    void next()
    {
        m_bound = 0;
        m_room = m_left < kRows ? 1 : kRows;
        m_statement = m_room == 1 ? &m_one : &*m_many;
    }
    void bind(int index, std::int64_t value) { m_statement->bind(index, value); }
    void bind(int index, const QString& text) { m_statement->bind(index, text.toStdString()); }
    /// The bytes must live until the row is written; never null.
    void bind(int index, const QByteArray* bytes)
    {
        m_statement->bindNoCopy(index, bytes->constData(), static_cast<int>(bytes->size()));
    }
    void bind(int index, const Digest& digest)
    {
        m_statement->bind(index, digest.data(), static_cast<int>(digest.size()));
    }
    template<class Tag>
    void bind(int index, Id<Tag> id) ///< "none" is NULL
    {
        id.valid() ? m_statement->bind(index, id.value) : m_statement->bind(index);
    }

    int m_columns;
    int m_bound = 0, m_room = 1; ///< rows
    std::size_t m_left;
    SQLite::Statement m_one;
    std::optional<SQLite::Statement> m_many;
    SQLite::Statement* m_statement = nullptr;
};

} // namespace cordon::store
