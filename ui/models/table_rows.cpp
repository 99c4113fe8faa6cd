// SPDX-License-Identifier: Apache-2.0
#include "ui/models/table_rows.h"

#include <QtGlobal>

#include <algorithm>

namespace cordon::ui {

TableRows::TableRows(const TableRows& rows, std::vector<Row> order) : TableRows(rows)
{
    Q_ASSERT(order.size() == m_found.count());
    m_order = std::move(order);
    m_listed = true;
}

std::optional<std::size_t> TableRows::placeOf(Row row) const
{
    if (!found().test(row)) {
        return std::nullopt;
    }
    if (!m_listed) {
        return m_found.placeOf(row);
    }
    const auto at = std::find(m_order.begin(), m_order.end(), row);
    return std::size_t(at - m_order.begin());
}

Bitmap TableRows::between(std::size_t first, std::size_t last) const
{
    if (first > last || last >= size()) {
        return Bitmap(found().size());
    }
    if (!m_listed) {
        Bitmap rows = found();
        rows.keepRange(at(first), at(last) + 1);
        return rows;
    }
    Bitmap rows(found().size());
    for (std::size_t place = first; place <= last; ++place) {
        rows.set(m_order[place]);
    }
    return rows;
}

} // namespace cordon::ui
