// SPDX-License-Identifier: Apache-2.0
#include "ui/models/same_value.h"

#include "ui/models/members_model.h"

#include <algorithm>

namespace cordon::ui {

namespace {

/// The rows for which `key` says what it says of `row`.
template<class Key>
Bitmap sameKey(const Bitmap& among, Row row, const std::stop_token& stop, Key key)
{
    Bitmap same(among.size());
    const auto wanted = key(row);
    constexpr Row kStride = 1U << 14;
    const Row size = Row(among.size());
    for (Row from = 0; from < size && !stop.stop_requested(); from += std::min(kStride, size - from)) {
        among.forEachIn(from, from + std::min(kStride, size - from), [&](Row other) {
            if (key(other) == wanted) {
                same.set(other);
            }
        });
    }
    return same;
}

/// Days, not minutes: nobody means "the same minute".
std::int64_t dayOf(std::int64_t microseconds)
{
    return startOfDay(Instant(Microseconds(microseconds))).time_since_epoch().count();
}

} // namespace

Bitmap rowsWithSameValue(const Index& index, Table table, int column, Row row, const Bitmap& among,
                         const std::stop_token& stop)
{
    const Columns& columns = *index.columns();
    const bool accounts = table == Table::Accounts;
    switch (column) {
    case MembersModel::OwnerColumn:
        return sameKey(among, row, stop, [&](Row other) { return index.ownerOf(other); });
    case MembersModel::DomainColumn: {
        Bitmap same = among;
        const Index::Range range = index.rowsOfDomain(table, index.domainOf(table, row));
        same.keepRange(range.begin, range.end);
        return same;
    }
    case MembersModel::TimeColumn: {
        const auto times = index.times(table);
        return sameKey(among, row, stop, [&](Row other) { return dayOf(times[other]); });
    }
    case MembersModel::CountColumn:
        return accounts ? sameKey(among, row, stop, [&](Row other) { return index.projectsOwnedBy(other).size(); })
                        : sameKey(among, row, stop, [&](Row other) { return columns.projects.files.at(other); });
    case MembersModel::CodeColumn:
        return sameKey(among, row, stop, [&](Row other) { return columns.projects.modules.at(other); });
    case MembersModel::StateColumn: {
        const auto& states = accounts ? columns.accounts.state : columns.projects.state;
        return sameKey(among, row, stop, [&](Row other) { return states[other]; });
    }
    case MembersModel::SignsColumn:
        return sameKey(among, row, stop,
                       [&](Row other) { return MembersModel::textOf(index, table, MembersModel::SignsColumn, other); });
    case MembersModel::EmailColumn:
        return sameKey(among, row, stop, [&](Row other) { return columns.accounts.email.at(other); });
    default:
        break;
    }
    const FoldedColumn& names = accounts ? columns.accounts.name : columns.projects.name;
    return sameKey(among, row, stop, [&](Row other) { return names.at(other); });
}

} // namespace cordon::ui
