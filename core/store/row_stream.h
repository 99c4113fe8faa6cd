// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/bulk_statement.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cordon::store {

/// New rows of one table, gathered and then inserted by one statement that reads them as if they were
/// a table: a statement for each row would cost more than the row. Throws SQLite::Exception.
/// Thread: that of the connection, before which it must go.
class RowStream {
public:
    /// `columns`: as they come in a row.
    RowStream(Connection& connection, const std::string& table, const std::vector<std::string>& columns);
    RowStream(const RowStream&) = delete;
    RowStream& operator=(const RowStream&) = delete;

    /// The texts must live until flush().
    void add(std::span<const Cell> row);
    [[nodiscard]] bool isEmpty() const { return m_rows->cells.empty(); }
    /// Returns the number of the last row.
    std::int64_t flush();

    /// What SQLite reads from.
    struct Rows {
        std::size_t width = 0;
        std::vector<Cell> cells;
    };

private:
    /// Makes the rows a table, until it goes: also where what comes after it cannot be made.
    class Registered {
    public:
        Registered(sqlite3* database, std::string name, Rows* rows);
        ~Registered();
        Registered(const Registered&) = delete;
        Registered& operator=(const Registered&) = delete;

    private:
        sqlite3* m_database;
        std::string m_name;
    };

    sqlite3* m_database;
    std::unique_ptr<Rows> m_rows;
    Registered m_registered;
    BulkStatement m_insert;
};

} // namespace cordon::store
