// SPDX-License-Identifier: Apache-2.0
#include "core/index/changed_rows.h"

#include "core/index/column_rows.h"
#include "core/index/row_ids.h"

namespace cordon {

void ChangeReader::account(const AccountView& row)
{
    appendRow(m_rows.accounts, row);
    m_rows.accounts.domain.push_back(row.domain.empty() ? kNoRow : m_domains.number(row.domain));
    m_rows.accountMarks.push_back(markOf(row.flagged, row.stub));
}

void ChangeReader::project(const ProjectView& row)
{
    appendRow(m_rows.projects, row);
    m_rows.owners.push_back(row.owner);
    m_rows.projectMarks.push_back(markOf(row.flagged, row.stub));
}

std::vector<std::int64_t> ChangeReader::uploadsBesides()
{
    std::vector<std::int64_t> ids;
    const RowIds projects(m_before->projects.id);
    const UploadColumns& uploads = m_before->uploads;
    for (std::size_t i = 0; i < m_rows.owners.size(); ++i) {
        const Row project = projects.of(m_rows.projects.id[i]);
        const Row owner = project == kNoRow ? kNoRow : m_before->projects.owner[project];
        if (project == kNoRow || m_before->accounts.id[owner] == m_rows.owners[i]) {
            continue;
        }
        for (const Row upload : m_before->projectUploads.of(project)) {
            if (uploads.account[upload] == owner && uploads.id[upload] != 0) {
                ids.push_back(uploads.id[upload]);
            }
        }
    }
    return ids;
}

void ChangeReader::role(const RoleView& row)
{
    m_rows.roles.push_back({row.project, row.account, m_roleWords.number(row.role)});
}

void ChangeReader::report(const ReportView& row)
{
    appendRow(m_rows.reports, row);
    m_rows.places.push_back({row.id, row.project, row.account});
}

ChangedRows ChangeReader::take()
{
    m_rows.domains = m_domains.words();
    m_rows.roleWords = m_roleWords.words();
    return std::move(m_rows);
}

} // namespace cordon
