// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/store/connection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace cordon::store {

/// All rows of a SELECT, columns read straight from SQLite: a Query makes an object
/// for every cell, which a scan of millions of rows would feel. Throws SQLite::Exception.
class RawRows {
public:
    RawRows(Connection& connection, const std::string& sql);

    /// Begins anew with the rows from ?1 to ?2.
    void over(std::int64_t first, std::int64_t last);

    [[nodiscard]] bool next();

    /// UTF-8; valid until the next row.
    [[nodiscard]] std::string_view text(int column) const
    {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
        return {bytes == nullptr ? "" : bytes,
                static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
    }
    [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    [[nodiscard]] Instant instant(int column) const { return Instant(Microseconds(number(column))); }
    [[nodiscard]] std::optional<std::int64_t> maybeNumber(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(number(column));
    }
    [[nodiscard]] std::optional<bool> maybeFlag(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(flag(column));
    }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    [[nodiscard]] bool isNull(int column) const
    {
        return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
    }

    SQLite::Database* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace cordon::store
