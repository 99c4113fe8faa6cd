// SPDX-License-Identifier: Apache-2.0
#include "core/store/raw_rows.h"

#include <SQLiteCpp/Exception.h>

namespace cordon::store {

RawRows::RawRows(Connection& connection, const std::string& sql) : m_database(&connection.database())
{
    sqlite3_stmt* statement = nullptr;
    m_database->check(sqlite3_prepare_v2(m_database->getHandle(), sql.c_str(), -1, &statement, nullptr));
    m_statement.reset(statement);
}

void RawRows::over(std::int64_t first, std::int64_t last)
{
    sqlite3_reset(m_statement.get());
    m_database->check(sqlite3_bind_int64(m_statement.get(), 1, first));
    m_database->check(sqlite3_bind_int64(m_statement.get(), 2, last));
}

bool RawRows::next()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        throw SQLite::Exception(m_database->getHandle(), code);
    }
    return code == SQLITE_ROW;
}

} // namespace cordon::store
