// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/row_stream.h"

#include <array>
#include <initializer_list>
#include <string>
#include <vector>

namespace cordon::store {

/// What an import has changed so far. Rows that a file changes and then changes back leave no
/// difference: a file that holds one row in two forms must not look new each time it is read.
class Difference {
public:
    /// Something is there that was not before.
    void grow() { m_grown = true; }
    void turn(Utf8 table, std::int64_t id, std::span<const Cell> before, std::span<const Cell> after);

    [[nodiscard]] bool any() const { return m_grown || m_sum != std::array<std::uint64_t, 2>{}; }

private:
    bool m_grown = false;
    std::array<std::uint64_t, 2> m_sum{}; ///< hashes of the rows as they are less those of the rows as they were
};

/// How new rows are numbered.
enum class Numbers {
    Any,  ///< each with a number of its own
    Next, ///< one after another, behind the last row there is: saves looking for each number's place
};

/// Writes the rows of one table by their ids: new ones plainly, known ones only where they differ.
class RowWriter {
public:
    /// The columns, in the order in which cells come; `identity`: that many of them never change.
    RowWriter(Connection& connection, const char* table, Numbers numbers, std::initializer_list<const char*> columns,
              std::size_t identity);

    /// Ids rise. The row is there after flush() or a read() of it; its texts must live until then.
    void insert(std::int64_t id, std::span<const Cell> cells);
    void flush();

    /// The row as it is, or nothing. Valid until the next use of this writer.
    [[nodiscard]] const std::vector<Cell>* read(std::int64_t id);
    /// After read(): whether it is a row of this identity at all.
    [[nodiscard]] bool same(std::span<const Cell> cells) const;
    /// After read(): leaves the row as it is.
    void leave() { m_read.reset(); }
    /// After read(): makes the row what the cells say; whether it was not.
    [[nodiscard]] bool update(std::int64_t id, std::span<const Cell> cells, Difference& difference);

private:
    std::string m_table;
    Numbers m_numbers;
    std::size_t m_identity;
    RowStream m_new;
    std::int64_t m_firstNew = 0; ///< of those that wait
    std::int64_t m_lastNew = 0;
    BulkStatement m_read;
    BulkStatement m_update;
    std::vector<Cell> m_bound; ///< id and cells
    std::vector<Cell> m_row;   ///< as read
};

} // namespace cordon::store
