// SPDX-License-Identifier: Apache-2.0
#include "ui/models/carried.h"

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

} // namespace cordon::ui
