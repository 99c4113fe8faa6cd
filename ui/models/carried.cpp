// SPDX-License-Identifier: Apache-2.0
#include "ui/models/carried.h"

#include "core/query/selection.h"

namespace cordon::ui {

std::optional<Row> carriedRow(const Index& from, const Index& to, Table table, Row row)
{
    if (row >= from.size(table)) {
        return std::nullopt;
    }
    if (from.columns() == to.columns()) {
        return row;
    }
    if (table != Table::Uploads) {
        return table == Table::Reports ? std::nullopt : to.find(from.subject(table, row));
    }
    const auto project = carriedRow(from, to, Table::Projects, from.projectOfUpload(row));
    if (!project) {
        return std::nullopt;
    }
    const std::uint32_t id = from.columns()->uploads.id[row];
    for (const Row upload : to.uploadsOf(*project)) {
        if (to.columns()->uploads.id[upload] == id) {
            return upload;
        }
    }
    return std::nullopt;
}

Bitmap carriedRows(const Index& from, const Index& to, Table table, const Bitmap& rows)
{
    if (from.columns() == to.columns()) {
        return rows;
    }
    Selection set = Selection::none(from);
    (table == Table::Accounts ? set.accounts : set.projects) = rows;
    ResolvedSelection found = resolve(to, set.subjects(from));
    return table == Table::Accounts ? std::move(found.set.accounts) : std::move(found.set.projects);
}

} // namespace cordon::ui
