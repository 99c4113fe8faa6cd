// SPDX-License-Identifier: Apache-2.0
// What a scan hands over, in its order. Numbering it anew: columns_order.cpp.
#include "core/index/columns_builder.h"

#include "core/domain/exact_text.h"
#include "core/index/column_rows.h"

#include <algorithm>
#include <limits>

namespace cordon {
void ColumnsBuilder::RowsById::add(std::int64_t id)
{
    m_ids.push_back(id);
}

// Mostly the ids count up from 1 without a gap; else they are searched for.
Row ColumnsBuilder::RowsById::rowOf(std::int64_t id) const
{
    if (id <= 0) {
        return kNoRow;
    }
    const auto guess = static_cast<std::size_t>(id - 1);
    if (guess < m_ids.size() && m_ids[guess] == id) {
        return static_cast<Row>(guess);
    }
    const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), id);
    return found == m_ids.end() || *found != id ? kNoRow : static_cast<Row>(found - m_ids.begin());
}

ColumnsBuilder::ColumnsBuilder() : m_columns(std::make_shared<Columns>()) {}

std::uint32_t ColumnsBuilder::domainNumber(std::string_view name)
{
    if (name.empty()) {
        return kNoRow;
    }
    const auto size = static_cast<qsizetype>(name.size());
    if (const auto known = m_domainNumbers.constFind(QByteArray::fromRawData(name.data(), size));
        known != m_domainNumbers.cend()) {
        return *known;
    }
    m_domainNames.push_back(exactText({name.data(), size}));
    return *m_domainNumbers.insert(QByteArray(name.data(), size), static_cast<std::uint32_t>(m_domainNames.size() - 1));
}

void ColumnsBuilder::account(const AccountView& row)
{
    m_accountRows.add(row.id);
    appendRow(m_columns->accounts, row);
    m_columns->accounts.domain.push_back(domainNumber(row.domain));
    m_accountMarks.push_back(markOf(row.flagged, row.stub));
}

// A project always has an owner row, so that nothing downstream needs a special
// case: one nameless stub stands in where the cache names an owner that it does
// not hold.
Row ColumnsBuilder::ownerRow(std::int64_t id)
{
    const Row found = m_accountRows.rowOf(id);
    if (found != kNoRow) {
        return found;
    }
    if (m_nameless == kNoRow) {
        AccountView nameless;
        nameless.id = std::numeric_limits<std::int64_t>::max(); // stands last, where no id of
                                                                // the cache is
        nameless.stub = true;
        m_nameless = static_cast<Row>(m_columns->accounts.id.size());
        account(nameless);
        m_columns->accounts.id.back() = 0;
    }
    return m_nameless;
}

void ColumnsBuilder::project(const ProjectView& row)
{
    m_projectRows.add(row.id);
    m_columns->projects.owner.push_back(ownerRow(row.owner));
    appendRow(m_columns->projects, row);
    m_projectMarks.push_back(markOf(row.flagged, row.stub));
}

void ColumnsBuilder::upload(const UploadView& row)
{
    const Row project = m_projectRows.rowOf(row.project);
    if (project == kNoRow) {
        return;
    }
    m_tooMany = m_tooMany || row.id < 0 || row.id >= std::int64_t{kNoRow};
    UploadColumns& uploads = m_columns->uploads;
    const Row account = m_accountRows.rowOf(row.account);
    uploads.id.push_back(static_cast<std::uint32_t>(row.id));
    uploads.project.push_back(project);
    uploads.account.push_back(account == kNoRow ? m_columns->projects.owner[project] : account);
    uploads.uploaded.push_back(columnTime(row.uploaded));
    uploads.size.append(row.size);
}

void ColumnsBuilder::role(const RoleView& row)
{
    const Row project = m_projectRows.rowOf(row.project);
    const Row account = m_accountRows.rowOf(row.account);
    if (project != kNoRow && account != kNoRow) {
        m_roles.push_back({project, account, m_roleWords.number(row.role)});
    }
}

void ColumnsBuilder::report(const ReportView& row)
{
    const Row project = m_projectRows.rowOf(row.project);
    const Row account = project == kNoRow ? m_accountRows.rowOf(row.account) : kNoRow;
    if (project == kNoRow && account == kNoRow) {
        return; // of nobody that the cache holds: nothing could show it
    }
    ReportColumns& reports = m_columns->reports;
    reports.project.push_back(project);
    reports.account.push_back(account);
    appendRow(reports, row);
}

bool ColumnsBuilder::fits() const
{
    const Columns& c = *m_columns;
    const std::size_t most = std::max(
        {c.accounts.id.size(), c.projects.id.size(), c.uploads.id.size(), c.reports.created.size(), m_roles.size()});
    return !m_tooMany && !anyFull(c.accounts) && !anyFull(c.projects) && !anyFull(c.reports) && most < kNoRow - 1;
}

Result<std::shared_ptr<const Columns>> ColumnsBuilder::finish(std::uint64_t generation, std::stop_token stop)
{
    if (!fits()) {
        return failure(ErrorKind::Integrity, QStringLiteral("The cache holds more than can be shown at once."),
                       QStringLiteral("The cache is as it was."),
                       QStringLiteral("Import a part of it into a workspace of its own."));
    }
    m_columns->generation = generation;
    void (ColumnsBuilder::*const steps[])() = {&ColumnsBuilder::nameDomains,   &ColumnsBuilder::orderAccounts,
                                               &ColumnsBuilder::orderProjects, &ColumnsBuilder::orderUploads,
                                               &ColumnsBuilder::linkRoles,     &ColumnsBuilder::linkReports};
    for (const auto step : steps) {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, QStringLiteral("Loading the workspace was stopped."));
        }
        (this->*step)();
    }
    orderWords(m_columns->accounts);
    orderWords(m_columns->projects);
    orderWords(m_columns->reports);
    return std::shared_ptr<const Columns>(std::move(m_columns));
}

} // namespace cordon
