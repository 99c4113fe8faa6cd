// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_writer.h"

#include "core/store/name_table.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>

namespace cordon::store {

namespace {

using Columns = std::initializer_list<const char*>;

std::vector<std::string> namesOf(Columns columns, Numbers numbers)
{
    std::vector<std::string> names;
    if (numbers == Numbers::Any) {
        names.emplace_back("id");
    }
    names.insert(names.end(), columns.begin(), columns.end());
    return names;
}

std::string readSql(const char* table, Columns columns)
{
    std::string names;
    for (const char* column : columns) {
        names += (names.empty() ? "" : ",") + std::string(column);
    }
    return "SELECT " + names + " FROM " + table + " WHERE id = ?";
}

std::string updateSql(const char* table, Columns columns)
{
    std::string sets;
    int index = 1;
    for (const char* column : columns) {
        sets += (sets.empty() ? "" : ",") + std::string(column) + "=?" + std::to_string(++index);
    }
    return std::string("UPDATE ") + table + " SET " + sets + " WHERE id = ?1";
}

std::size_t hashOfRow(Utf8 table, std::int64_t id, std::span<const Cell> cells, std::size_t seed)
{
    std::size_t hash = hashOf(table, seed) ^ qHash(id, seed);
    for (const Cell& cell : cells) {
        hash = cell.kind == Cell::Kind::Text ? hashOf(cell.text, hash)
                                             : qHashMulti(hash, static_cast<int>(cell.kind), cell.number);
    }
    return hash;
}

} // namespace

void Difference::turn(Utf8 table, std::int64_t id, std::span<const Cell> before, std::span<const Cell> after)
{
    for (std::size_t half = 0; half < m_sum.size(); ++half) {
        const std::size_t seed = QHashSeed::globalSeed() + half * 0x9E3779B97F4A7C15U;
        m_sum[half] += hashOfRow(table, id, after, seed) - hashOfRow(table, id, before, seed);
    }
}

RowWriter::RowWriter(Connection& connection, const char* table, Numbers numbers, Columns columns, std::size_t identity)
    : m_table(table), m_numbers(numbers), m_identity(identity), m_new(connection, table, namesOf(columns, numbers)),
      m_read(connection, readSql(table, columns)), m_update(connection, updateSql(table, columns)),
      m_bound(columns.size() + 1), m_row(columns.size())
{
}

void RowWriter::insert(std::int64_t id, std::span<const Cell> cells)
{
    m_firstNew = m_new.isEmpty() ? id : m_firstNew;
    m_lastNew = id;
    if (m_numbers == Numbers::Next) {
        m_new.add(cells);
        return;
    }
    m_bound.front() = id;
    std::copy(cells.begin(), cells.end(), m_bound.begin() + 1);
    m_new.add(m_bound);
}

void RowWriter::flush()
{
    if (!m_new.isEmpty() && m_new.flush() != m_lastNew) {
        throw SQLite::Exception("rows were numbered otherwise than they had to be", SQLITE_CORRUPT);
    }
}

const std::vector<Cell>* RowWriter::read(std::int64_t id)
{
    m_read.reset();
    if (!m_new.isEmpty() && id >= m_firstNew) {
        flush();
    }
    const Cell key(id);
    if (!m_read.first({&key, 1})) {
        m_read.reset();
        return nullptr;
    }
    for (std::size_t i = 0; i < m_row.size(); ++i) {
        m_row[i] = m_read.cell(static_cast<int>(i));
    }
    return &m_row;
}

bool RowWriter::same(std::span<const Cell> cells) const
{
    return std::equal(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(m_identity), m_row.begin());
}

bool RowWriter::update(std::int64_t id, std::span<const Cell> cells, Difference& difference)
{
    const bool differs = !std::equal(cells.begin(), cells.end(), m_row.begin(), m_row.end());
    if (differs) {
        difference.turn(m_table, id, m_row, cells);
        m_bound.front() = id;
        std::copy(cells.begin(), cells.end(), m_bound.begin() + 1);
        m_update.run(m_bound); // while the old row is still open: the cells may speak of its bytes
    }
    m_read.reset();
    return differs;
}

} // namespace cordon::store
