// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/imported_rows.h"
#include "core/store/connection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <sqlite3.h>

namespace cordon::store {

/// One value of a row: nothing, a number or a text that somebody else keeps.
struct Cell {
    enum class Kind : std::uint8_t { Null, Number, Text };

    Kind kind = Kind::Null;
    std::int64_t number = 0;
    Utf8 text;

    Cell() = default;
    Cell(Utf8 value) : kind(Kind::Text), text(value) {}
    Cell(std::int64_t value) : kind(Kind::Number), number(value) {}
    Cell(Instant at) : Cell(std::int64_t{at.time_since_epoch().count()}) {}
    Cell(const std::optional<std::int64_t>& value) : kind(value ? Kind::Number : Kind::Null), number(value.value_or(0))
    {
    }
    Cell(const std::optional<bool>& value)
        : kind(value ? Kind::Number : Kind::Null), number(value.value_or(false) ? 1 : 0)
    {
    }
    /// The number of a row of another table; 0 is none.
    [[nodiscard]] static Cell reference(std::int64_t id) { return id == 0 ? Cell() : Cell(id); }

    friend bool operator==(const Cell&, const Cell&) = default;
};

/// A statement for millions of rows: bound without copies, nothing made for a cell. A Query is the
/// handier one for everything else. Throws SQLite::Exception. Thread: that of the connection.
class BulkStatement {
public:
    BulkStatement(Connection& connection, const std::string& sql);

    /// Binds and runs a statement without rows. The texts must live until it returns.
    void run(std::span<const Cell> values);
    /// Binds and takes the first row; false where there is none. reset() afterwards.
    [[nodiscard]] bool first(std::span<const Cell> values);
    [[nodiscard]] bool next();
    void reset() { sqlite3_reset(m_statement.get()); }

    /// Texts are valid until the next row or reset.
    [[nodiscard]] Cell cell(int column) const;
    [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
    [[nodiscard]] Utf8 text(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    void bind(std::span<const Cell> values);
    bool step();

    sqlite3* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace cordon::store
