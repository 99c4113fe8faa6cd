// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"
#include "core/index/index.h"
#include "core/index/stop_poll.h"

#include <QSet>

#include <algorithm>

namespace cordon {

/// Turns loaded rows into an Index: resolves ids to rows, then links, then lays decisions over.
class IndexBuilder {
public:
    IndexBuilder(CacheRows&& rows, std::stop_token stop) : m_rows(std::move(rows)), m_stop(std::move(stop)) {}

    [[nodiscard]] std::shared_ptr<const Index> build(const std::vector<DecisionHead>& decisions,
                                                     const std::vector<Subject>& protectedSubjects)
    {
        takeSubjects();
        const bool whole = keyAccounts() && keyProjects() && takeUploads() && takeReports() && linkRoles();
        if (!whole) {
            return nullptr;
        }
        markFlags();
        layOver(decisions, protectedSubjects);
        return m_index;
    }

private:
    using Link = std::pair<Row, Row>;

    void takeSubjects();
    [[nodiscard]] bool keyAccounts();
    void numberDomains();
    [[nodiscard]] bool keyProjects();
    [[nodiscard]] bool takeUploads();
    void standInForUploads();
    [[nodiscard]] bool takeReports();
    [[nodiscard]] bool linkRoles();
    void linkOwner(Row project, std::vector<std::pair<Row, Index::RoleOf>>& roles) const;
    void markFlags();
    void layOver(const std::vector<DecisionHead>& decisions, const std::vector<Subject>& protectedSubjects);

    [[nodiscard]] Row rowOf(AccountId id) const { return rowIn(m_index->m_accounts, m_described, id); }
    [[nodiscard]] Row rowOf(ProjectId id) const { return rowIn(m_index->m_projects, m_index->m_projects.size(), id); }
    [[nodiscard]] Row ownerRow(AccountId id);

    // The cache hands rows out in the order of their ids, so that no table of ids is needed.
    template<class R, class I>
    static Row rowIn(const std::vector<R>& rows, std::size_t count, I id)
    {
        const auto end = rows.begin() + static_cast<std::ptrdiff_t>(count);
        const auto found =
            std::lower_bound(rows.begin(), end, id, [](const R& row, I wanted) { return row.id < wanted; });
        return found == end || found->id != id ? Index::kNoRow : static_cast<Row>(found - rows.begin());
    }

    CacheRows m_rows;
    StopPoll m_stop;
    std::size_t m_described = 0; ///< accounts that came from the cache
    std::shared_ptr<Index> m_index{new Index};
};

void IndexBuilder::takeSubjects()
{
    m_index->m_generation = m_rows.generation;
    m_index->m_accounts = std::move(m_rows.accounts);
    m_index->m_projects = std::move(m_rows.projects);
    m_described = m_index->m_accounts.size();
    auto& owners = m_index->m_projectOwner;
    owners.reserve(m_index->m_projects.size());
    for (const ProjectRow& project : m_index->m_projects) {
        owners.push_back(ownerRow(project.owner));
    }
}

// A project always has an owner row, so that nothing downstream needs a special case: one nameless
// stub stands in where the cache names an owner that it does not hold.
Row IndexBuilder::ownerRow(AccountId id)
{
    const Row found = rowOf(id);
    if (found != Index::kNoRow) {
        return found;
    }
    auto& accounts = m_index->m_accounts;
    if (accounts.size() == m_described) {
        AccountRow nameless;
        nameless.stub = true;
        accounts.push_back(std::move(nameless));
    }
    return static_cast<Row>(m_described);
}

bool IndexBuilder::keyAccounts()
{
    Index& index = *m_index;
    const std::size_t count = index.m_accounts.size();
    index.m_accountKeys.reserve(count);
    index.m_accountRows.reserve(static_cast<qsizetype>(count));
    for (Row row = 0; row < count; ++row) {
        if (m_stop()) {
            return false;
        }
        const QString key = foldedUser(index.account(row).name);
        if (!key.isEmpty() && !index.m_accountRows.contains(key)) {
            index.m_accountRows.insert(key, row);
        }
        index.m_accountKeys.push_back(key);
    }
    numberDomains();
    return true;
}

// Domains are numbered by name, so that their row order is a total order people understand.
void IndexBuilder::numberDomains()
{
    Index& index = *m_index;
    QSet<QString> seen;
    for (const AccountRow& account : index.m_accounts) {
        if (!account.value.domain.isEmpty()) {
            seen.insert(account.value.domain);
        }
    }
    index.m_domains.assign(seen.cbegin(), seen.cend());
    std::sort(index.m_domains.begin(), index.m_domains.end());
    for (Row row = 0; row < index.m_domains.size(); ++row) {
        index.m_domainRows.insert(index.m_domains[row], row);
    }
    index.m_accountDomain.reserve(index.m_accounts.size());
    for (const AccountRow& account : index.m_accounts) {
        index.m_accountDomain.push_back(index.m_domainRows.value(account.value.domain, Index::kNoRow));
    }
}

bool IndexBuilder::keyProjects()
{
    Index& index = *m_index;
    const std::size_t count = index.m_projects.size();
    std::vector<Link> owned;
    owned.reserve(count);
    index.m_projectKeys.reserve(count);
    index.m_projectRows.reserve(static_cast<qsizetype>(count));
    for (Row row = 0; row < count; ++row) {
        if (m_stop()) {
            return false;
        }
        const QString key = normalizedProject(index.project(row).name);
        if (!key.isEmpty() && !index.m_projectRows.contains(key)) {
            index.m_projectRows.insert(key, row);
        }
        index.m_projectKeys.push_back(key);
        owned.emplace_back(index.ownerOf(row), row);
    }
    index.m_owned = Adjacency<Row>(index.m_accounts.size(), std::move(owned));
    return true;
}

bool IndexBuilder::takeUploads()
{
    Index& index = *m_index;
    std::vector<Link> uploads;
    uploads.reserve(m_rows.uploads.size());
    for (UploadRow& upload : m_rows.uploads) {
        if (m_stop()) {
            return false;
        }
        const Row project = rowOf(upload.project);
        if (project == Index::kNoRow) {
            continue;
        }
        const Row account = rowOf(upload.account);
        uploads.emplace_back(project, static_cast<Row>(index.m_uploads.size()));
        index.m_uploadProject.push_back(project);
        index.m_uploadAccount.push_back(account == Index::kNoRow ? index.ownerOf(project) : account);
        index.m_uploads.push_back(std::move(upload));
    }
    index.m_uploadsStandIn = index.m_uploads.empty();
    if (!index.m_uploadsStandIn) {
        index.m_projectUploads = Adjacency<Row>(index.m_projects.size(), std::move(uploads));
    } else {
        standInForUploads();
    }
    return true;
}

void IndexBuilder::standInForUploads()
{
    Index& index = *m_index;
    std::vector<Link> uploads;
    for (Row row = 0; row < index.m_projects.size(); ++row) {
        const ProjectRow& project = index.m_projects[row];
        if (project.stub) {
            continue;
        }
        UploadRow upload;
        upload.project = project.id;
        upload.account = project.owner;
        upload.value.project = project.value.name;
        upload.value.account = project.value.owner;
        upload.value.uploaded = project.value.created;
        uploads.emplace_back(row, static_cast<Row>(index.m_uploads.size()));
        index.m_uploadProject.push_back(row);
        index.m_uploadAccount.push_back(index.ownerOf(row));
        index.m_uploads.push_back(std::move(upload));
    }
    index.m_projectUploads = Adjacency<Row>(index.m_projects.size(), std::move(uploads));
}

bool IndexBuilder::takeReports()
{
    Index& index = *m_index;
    std::vector<Link> onProject, onAccount;
    for (ReportRow& report : m_rows.reports) {
        if (m_stop()) {
            return false;
        }
        const Row project = rowOf(report.project);
        const Row account = project == Index::kNoRow ? rowOf(report.account) : Index::kNoRow;
        const Row row = static_cast<Row>(index.m_reports.size());
        if (project != Index::kNoRow) {
            onProject.emplace_back(project, row);
        } else if (account != Index::kNoRow) {
            onAccount.emplace_back(account, row);
        } else {
            continue; // of nobody that the cache holds: nothing could show it
        }
        index.m_reportProject.push_back(project);
        index.m_reportAccount.push_back(account);
        index.m_reports.push_back(std::move(report));
    }
    index.m_projectReports = Adjacency<Row>(index.m_projects.size(), std::move(onProject));
    index.m_accountReports = Adjacency<Row>(index.m_accounts.size(), std::move(onAccount));
    return true;
}

bool IndexBuilder::linkRoles()
{
    Index& index = *m_index;
    std::vector<std::pair<Row, Index::RoleOf>> roles;
    roles.reserve(m_rows.roles.size());
    QHash<QString, QString> spellings; // some words, millions of rows: each word is kept once
    std::vector<bool> ownerNamed(index.m_projects.size(), false);
    for (const RoleRow& role : m_rows.roles) {
        if (m_stop()) {
            return false;
        }
        const Row project = rowOf(role.project);
        const Row account = rowOf(role.account);
        if (project == Index::kNoRow || account == Index::kNoRow) {
            continue;
        }
        QString& spelling = spellings[role.role];
        spelling = spelling.isNull() ? role.role : spelling;
        roles.emplace_back(project, Index::RoleOf{account, spelling});
        ownerNamed[project] = ownerNamed[project] || account == index.ownerOf(project);
    }
    for (Row row = 0; row < index.m_projects.size(); ++row) {
        if (!ownerNamed[row]) {
            linkOwner(row, roles);
        }
    }
    std::vector<Link> withRole;
    withRole.reserve(roles.size());
    for (const auto& [project, role] : roles) {
        withRole.emplace_back(role.account, project);
    }
    std::sort(withRole.begin(), withRole.end());
    withRole.erase(std::unique(withRole.begin(), withRole.end()), withRole.end());
    index.m_withRole = Adjacency<Row>(index.m_accounts.size(), std::move(withRole));
    index.m_roles = Adjacency<Index::RoleOf>(index.m_projects.size(), std::move(roles));
    return true;
}

void IndexBuilder::linkOwner(Row project, std::vector<std::pair<Row, Index::RoleOf>>& roles) const
{
    const Row owner = m_index->ownerOf(project);
    if (!m_index->accountKey(owner).isEmpty()) { // nobody can be told of a nameless stub
        roles.emplace_back(project, Index::RoleOf{owner, QStringLiteral("Owner")});
    }
}

void IndexBuilder::markFlags()
{
    Index& index = *m_index;
    for (std::size_t table = 0; table < Index::kTables; ++table) {
        const Bitmap none(index.size(static_cast<Table>(table)));
        index.m_flagged[table] = index.m_decided[table] = index.m_stubs[table] = index.m_protected[table] = none;
    }
    const auto mark = [&index](Table table, const auto& rows) {
        const auto at = static_cast<std::size_t>(table);
        for (Row row = 0; row < rows.size(); ++row) {
            index.m_flagged[at].set(row, rows[row].flagged);
            index.m_stubs[at].set(row, rows[row].stub);
        }
    };
    mark(Table::Accounts, index.m_accounts);
    mark(Table::Projects, index.m_projects);
}

void IndexBuilder::layOver(const std::vector<DecisionHead>& decisions, const std::vector<Subject>& protectedSubjects)
{
    Index& index = *m_index;
    for (const DecisionHead& head : decisions) {
        if (const auto row = index.find(head.subject)) {
            const auto table = static_cast<std::size_t>(tableOf(head.subject.kind));
            index.m_decided[table].set(*row);
            index.m_decisions[table].insert(*row, head);
        }
    }
    for (const Subject& subject : protectedSubjects) {
        if (const auto row = index.find(subject)) {
            index.m_protected[static_cast<std::size_t>(tableOf(subject.kind))].set(*row);
        }
    }
}

std::shared_ptr<const Index> Index::build(CacheRows&& rows, const std::vector<DecisionHead>& decisions,
                                          const std::vector<Subject>& protectedSubjects, std::stop_token stop)
{
    return IndexBuilder(std::move(rows), std::move(stop)).build(decisions, protectedSubjects);
}

} // namespace cordon
