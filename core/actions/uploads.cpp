// SPDX-License-Identifier: Apache-2.0
#include "core/actions/uploads.h"

#include "core/store/cache_store.h"
#include "core/store/workspace.h"

#include <QStringBuilder>

#include <algorithm>

namespace cordon {

Result<std::vector<Upload>> uploadRecords(Session& session, const Index& index, std::span<const Row> rows,
                                          std::stop_token stop)
{
    std::vector<Upload> records;
    if (index.uploadsStandIn()) {
        for (const Row row : rows) {
            records.push_back(index.upload(row));
        }
        return records;
    }
    std::vector<std::int64_t> ids;
    for (const Row row : rows) {
        ids.push_back(index.columns()->uploads.id[row]);
    }
    auto whole = session.workspace().cache().uploads(ids, std::move(stop));
    if (!whole) {
        return whole;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        // The rows are those of the picture; from the cache come only the texts that it leaves out.
        Upload record = index.upload(rows[i]);
        record.version = (*whole)[i].version;
        record.filename = (*whole)[i].filename;
        record.sha256 = (*whole)[i].sha256;
        records.push_back(std::move(record));
    }
    return records;
}

QString uploadKey(const Upload& upload)
{
    return upload.project % u'/' % upload.version % u'/' % upload.filename;
}

Result<std::optional<Row>> findUpload(Session& session, const Index& index, QStringView key)
{
    const auto project = index.findProject(key.first(std::max<qsizetype>(key.indexOf(u'/'), 0)));
    if (!project) {
        return std::optional<Row>();
    }
    const std::span<const Row> rows = index.uploadsOf(*project);
    const auto records = uploadRecords(session, index, rows);
    if (!records) {
        return tl::unexpected(records.error());
    }
    const QStringView rest = key.sliced(key.indexOf(u'/')); // behind the project, which any spelling names
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Upload& each = (*records)[i];
        if (QString(u'/' % each.version % u'/' % each.filename) == rest) {
            return std::optional<Row>(rows[i]);
        }
    }
    return std::optional<Row>();
}

} // namespace cordon
