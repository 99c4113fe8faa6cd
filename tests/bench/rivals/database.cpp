// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rivals/database.h"

#include "tests/bench/generator/trouble.h"

namespace cordon::bench {

Statement::Statement(sqlite3* database, std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) {
        throw Trouble(std::string("sqlite: ") + sqlite3_errmsg(database) + " in " + std::string(sql));
    }
    m_statement.reset(statement);
}

Statement& Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Statement& Statement::bind(int index, std::string_view text)
{
    sqlite3_bind_text(m_statement.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bindBlob(int index, std::string_view bytes)
{
    sqlite3_bind_blob(m_statement.get(), index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    return *this;
}

bool Statement::step()
{
    const int outcome = sqlite3_step(m_statement.get());
    if (outcome == SQLITE_ROW) {
        return true;
    }
    if (outcome != SQLITE_DONE) {
        throw Trouble(std::string("sqlite: ") + sqlite3_errmsg(sqlite3_db_handle(m_statement.get())));
    }
    sqlite3_reset(m_statement.get());
    return false;
}

Database::Database(const std::string& path)
{
    sqlite3* database = nullptr;
    const int outcome = sqlite3_open(path.c_str(), &database);
    m_database.reset(database);
    if (outcome != SQLITE_OK) {
        throw Trouble("sqlite: cannot open " + path);
    }
}

void Database::execute(const char* sql)
{
    if (sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw Trouble(std::string("sqlite: ") + sqlite3_errmsg(m_database.get()) + " in " + sql);
    }
}

std::int64_t Database::number(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.number(0) : 0;
}

} // namespace cordon::bench
