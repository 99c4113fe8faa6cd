// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/domain/ids.h"
#include "core/domain/instant.h"

#include <QByteArray>
#include <QString>
#include <SQLiteCpp/Statement.h>

#include <optional>
#include <type_traits>

namespace cordon::store {

/// One use of a prepared statement. Binds in order of the arguments; when it goes, the statement
/// is reset and forgets its values, so no cursor stays open and pins the WAL.
/// Throws SQLite::Exception. Thread: that of the connection.
class Query {
public:
    template<class... Values>
    explicit Query(SQLite::Statement& statement, const Values&... values) : m_statement(statement)
    {
        int index = 0;
        (bind(++index, values), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// The next row; false after the last one.
    [[nodiscard]] bool next() { return m_statement.executeStep(); }
    /// For statements without rows.
    void run();

    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] Digest digest(int column) const; ///< zeros where the column is not 32 bytes
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] int small(int column) const { return static_cast<int>(number(column)); }
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    [[nodiscard]] bool isNull(int column) const { return m_statement.isColumnNull(column); }
    [[nodiscard]] std::optional<std::int64_t> maybeNumber(int column) const;
    [[nodiscard]] std::optional<bool> maybeFlag(int column) const;
    [[nodiscard]] Instant instant(int column) const { return Instant(Microseconds(number(column))); }
    [[nodiscard]] std::optional<Instant> maybeInstant(int column) const;
    /// An enumeration stored by number; the schema's CHECK keeps the range.
    template<class Enum>
    [[nodiscard]] Enum as(int column) const
    {
        return static_cast<Enum>(number(column));
    }

private:
    void bind(int index, const QString& text);
    void bind(int index, const QByteArray& bytes);
    void bind(int index, const Digest& digest);
    void bind(int index, Instant at);
    void bind(int index, std::nullptr_t) { m_statement.bind(index); }
    template<class Tag>
    void bind(int index, Id<Tag> id) ///< "none" is NULL
    {
        id.valid() ? m_statement.bind(index, id.value) : m_statement.bind(index);
    }
    template<class T>
    void bind(int index, const std::optional<T>& value)
    {
        value ? bind(index, *value) : m_statement.bind(index);
    }
    template<class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void bind(int index, T value) { m_statement.bind(index, static_cast<std::int64_t>(value)); }

    SQLite::Statement& m_statement;
};

} // namespace cordon::store
