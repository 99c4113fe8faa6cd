// SPDX-License-Identifier: Apache-2.0
#include "core/index/columns.h"

#include "core/index/huge_pages.h"

#include <algorithm>

namespace cordon {

void NumberColumn::append(std::optional<std::int64_t> value)
{
    if (!value || *value < 0) {
        m_small.push_back(kUnknown);
    } else if (*value < kLarge) {
        m_small.push_back(static_cast<std::uint32_t>(*value));
    } else {
        m_large.emplace_back(static_cast<Row>(m_small.size()), *value);
        m_small.push_back(kLarge);
    }
}

std::int64_t NumberColumn::large(Row row) const noexcept
{
    const auto found = std::lower_bound(m_large.begin(), m_large.end(), row,
                                        [](const auto& entry, Row wanted) { return entry.first < wanted; });
    return found->second;
}

NumberColumn NumberColumn::permuted(std::span<const Row> order) const
{
    NumberColumn out;
    reserveColumn(out.m_small, order.size());
    for (const Row row : order) {
        out.append(maybe(row));
    }
    return out;
}

std::size_t Columns::size(Table table) const
{
    switch (table) {
    case Table::Accounts:
        return accounts.id.size();
    case Table::Projects:
        return projects.id.size();
    case Table::Uploads:
        return uploads.id.size();
    case Table::Reports:
        return reports.created.size();
    case Table::Domains:
        break;
    }
    return domains.size();
}

} // namespace cordon
