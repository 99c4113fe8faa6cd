// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap_ranks.h"

#include <optional>
#include <vector>

namespace cordon::ui {

/// What matches in one table, in the order it is shown. Without a list it is the order of the rows
/// themselves (mail domain, then time), which costs nothing at any size. Value, immutable.
class TableRows {
public:
    TableRows() = default;
    /// `gaveUp`: rows on which a regular expression gave up, shown and marked; may be empty of rows.
    explicit TableRows(Bitmap found, Bitmap gaveUp = {}) : m_found(std::move(found)), m_gaveUp(std::move(gaveUp)) {}
    /// The same rows in another order: each of them once.
    TableRows(const TableRows& rows, std::vector<Row> order);

    [[nodiscard]] const Bitmap& found() const { return m_found.bitmap(); }
    [[nodiscard]] const BitmapRanks& ranks() const { return m_found; }
    [[nodiscard]] std::size_t size() const { return m_found.count(); }
    [[nodiscard]] bool gaveUpOn(Row row) const { return m_gaveUp.test(row); }
    [[nodiscard]] const Bitmap& gaveUp() const { return m_gaveUp; }
    /// place < size()
    [[nodiscard]] Row at(std::size_t place) const { return m_listed ? m_order[place] : m_found.rowAt(place); }
    [[nodiscard]] std::optional<std::size_t> placeOf(Row row) const;
    /// The rows from one place to another, both in.
    [[nodiscard]] Bitmap between(std::size_t first, std::size_t last) const;

private:
    BitmapRanks m_found;
    Bitmap m_gaveUp;
    std::vector<Row> m_order;
    bool m_listed = false;
};

} // namespace cordon::ui
