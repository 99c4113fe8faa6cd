// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_stream.h"

#include <SQLiteCpp/Exception.h>

#include <new>

namespace cordon::store {

namespace {

// A virtual table as SQLite wants it: structures of C that begin with SQLite's own.

struct Table {
    sqlite3_vtab base;
    const RowStream::Rows* rows;
};

struct Cursor {
    sqlite3_vtab_cursor base;
    const RowStream::Rows* rows;
    std::size_t at; ///< first cell of the row
};

Cursor* cursorOf(sqlite3_vtab_cursor* base)
{
    return reinterpret_cast<Cursor*>(base);
}

int connect(sqlite3* database, void* rows, int, const char* const*, sqlite3_vtab** table, char**)
{
    const auto* const from = static_cast<const RowStream::Rows*>(rows);
    std::string sql = "CREATE TABLE x(";
    for (std::size_t i = 0; i < from->width; ++i) {
        sql += (i == 0 ? "c" : ",c") + std::to_string(i);
    }
    if (const int code = sqlite3_declare_vtab(database, (sql + ")").c_str()); code != SQLITE_OK) {
        return code;
    }
    auto* const made = new (std::nothrow) Table{{}, from};
    if (made == nullptr) {
        return SQLITE_NOMEM;
    }
    *table = &made->base;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table)
{
    delete reinterpret_cast<Table*>(table);
    return SQLITE_OK;
}

int bestIndex(sqlite3_vtab*, sqlite3_index_info*)
{
    return SQLITE_OK; // from the first to the last, the only way there is
}

int open(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor)
{
    auto* const made = new (std::nothrow) Cursor{{}, reinterpret_cast<Table*>(table)->rows, 0};
    if (made == nullptr) {
        return SQLITE_NOMEM;
    }
    *cursor = &made->base;
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor)
{
    delete cursorOf(cursor);
    return SQLITE_OK;
}

int rewind(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**)
{
    cursorOf(cursor)->at = 0;
    return SQLITE_OK;
}

int advance(sqlite3_vtab_cursor* cursor)
{
    cursorOf(cursor)->at += cursorOf(cursor)->rows->width;
    return SQLITE_OK;
}

int atEnd(sqlite3_vtab_cursor* cursor)
{
    return cursorOf(cursor)->at >= cursorOf(cursor)->rows->cells.size() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index)
{
    const Cell& cell = cursorOf(cursor)->rows->cells[cursorOf(cursor)->at + static_cast<std::size_t>(index)];
    switch (cell.kind) {
    case Cell::Kind::Null:
        break;
    case Cell::Kind::Number:
        sqlite3_result_int64(context, cell.number);
        break;
    case Cell::Kind::Text:
        sqlite3_result_text64(context, cell.text.empty() ? "" : cell.text.data(), cell.text.size(), SQLITE_STATIC,
                              SQLITE_UTF8);
        break;
    }
    return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor* cursor, sqlite3_int64* number)
{
    *number = static_cast<sqlite3_int64>(cursorOf(cursor)->at);
    return SQLITE_OK;
}

/// Without xCreate: there under its own name, and in no file.
const sqlite3_module& module()
{
    static const sqlite3_module made = [] {
        sqlite3_module table{};
        table.xConnect = connect;
        table.xBestIndex = bestIndex;
        table.xDisconnect = disconnect;
        table.xOpen = open;
        table.xClose = close;
        table.xFilter = rewind;
        table.xNext = advance;
        table.xEof = atEnd;
        table.xColumn = column;
        table.xRowid = rowNumber;
        return table;
    }();
    return made;
}

std::string insertFrom(const std::string& table, const std::vector<std::string>& columns)
{
    std::string names;
    for (const std::string& name : columns) {
        names += (names.empty() ? "" : ",") + name;
    }
    return "INSERT INTO " + table + "(" + names + ") SELECT * FROM new_" + table;
}

} // namespace

RowStream::Registered::Registered(sqlite3* database, std::string name, Rows* rows)
    : m_database(database), m_name(std::move(name))
{
    const int code = sqlite3_create_module_v2(m_database, m_name.c_str(), &module(), rows, nullptr);
    if (code != SQLITE_OK) {
        throw SQLite::Exception(m_database, code);
    }
}

RowStream::Registered::~Registered()
{
    sqlite3_create_module_v2(m_database, m_name.c_str(), nullptr, nullptr, nullptr);
}

RowStream::RowStream(Connection& connection, const std::string& table, const std::vector<std::string>& columns)
    : m_database(connection.database().getHandle()), m_rows(std::make_unique<Rows>(Rows{columns.size(), {}})),
      m_registered(m_database, "new_" + table, m_rows.get()), m_insert(connection, insertFrom(table, columns))
{
}

void RowStream::add(std::span<const Cell> row)
{
    m_rows->cells.insert(m_rows->cells.end(), row.begin(), row.end());
}

std::int64_t RowStream::flush()
{
    if (!isEmpty()) {
        m_insert.run({});
        m_rows->cells.clear();
    }
    return sqlite3_last_insert_rowid(m_database);
}

} // namespace cordon::store
