// SPDX-License-Identifier: Apache-2.0
#include "core/store/bulk_statement.h"

#include <SQLiteCpp/Exception.h>

namespace cordon::store {

BulkStatement::BulkStatement(Connection& connection, const std::string& sql)
    : m_database(connection.database().getHandle())
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        throw SQLite::Exception(m_database, code);
    }
    m_statement.reset(statement);
}

void BulkStatement::bind(std::span<const Cell> values)
{
    int index = 0;
    for (const Cell& value : values) {
        int code = SQLITE_OK;
        switch (value.kind) {
        case Cell::Kind::Null:
            code = sqlite3_bind_null(m_statement.get(), ++index);
            break;
        case Cell::Kind::Number:
            code = sqlite3_bind_int64(m_statement.get(), ++index, value.number);
            break;
        case Cell::Kind::Text: // a null pointer would bind NULL where an empty text is meant
            code = sqlite3_bind_text64(m_statement.get(), ++index, value.text.empty() ? "" : value.text.data(),
                                       value.text.size(), SQLITE_STATIC, SQLITE_UTF8);
            break;
        }
        if (code != SQLITE_OK) {
            throw SQLite::Exception(m_database, code);
        }
    }
}

bool BulkStatement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        // Made before the reset, which clears the words.
        const SQLite::Exception trouble(m_database, code);
        reset();
        throw trouble;
    }
    return code == SQLITE_ROW;
}

void BulkStatement::run(std::span<const Cell> values)
{
    bind(values);
    step();
    reset();
}

bool BulkStatement::first(std::span<const Cell> values)
{
    bind(values);
    return step();
}

bool BulkStatement::next()
{
    return step();
}

Utf8 BulkStatement::text(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

Cell BulkStatement::cell(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_INTEGER:
        return number(column);
    case SQLITE_NULL:
        return {};
    default:
        return text(column);
    }
}

} // namespace cordon::store
