// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace cordon::bench {

/// A prepared statement over the bare C interface: the rival shall not pay for a wrapper.
/// Throws Trouble. Thread: that of its database.
class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);      ///< must live until the next step
    Statement& bindBlob(int index, std::string_view bytes); ///< likewise
    /// True while there is a row; false at the end, where it is reset for the next use.
    bool step();
    void run() { step(); }
    [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// A database of the rival's. Throws Trouble.
class Database {
public:
    explicit Database(const std::string& path);

    void execute(const char* sql);
    [[nodiscard]] Statement prepare(std::string_view sql) { return {m_database.get(), sql}; }
    [[nodiscard]] std::int64_t number(std::string_view sql);

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace cordon::bench
