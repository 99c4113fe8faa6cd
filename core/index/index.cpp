// SPDX-License-Identifier: Apache-2.0
#include "core/index/index.h"

#include "core/domain/names.h"

namespace cordon {
namespace {

std::size_t at(Table table)
{
    return static_cast<std::size_t>(table);
}

std::optional<Row> lookUp(const QHash<QString, Row>& rows, const QString& key)
{
    const auto found = rows.constFind(key);
    return found == rows.cend() ? std::nullopt : std::optional<Row>(*found);
}

} // namespace

Index::Index() = default;
Index::~Index() = default;

std::size_t Index::size(Table table) const
{
    switch (table) {
    case Table::Accounts:
        return m_accounts.size();
    case Table::Projects:
        return m_projects.size();
    case Table::Uploads:
        return m_uploads.size();
    case Table::Reports:
        return m_reports.size();
    case Table::Domains:
        break;
    }
    return m_domains.size();
}

std::optional<Row> Index::findAccount(QStringView name) const
{
    return lookUp(m_accountRows, foldedUser(name));
}

std::optional<Row> Index::findProject(QStringView name) const
{
    return lookUp(m_projectRows, normalizedProject(name));
}

std::optional<Row> Index::findDomain(QStringView domain) const
{
    return lookUp(m_domainRows, domain.toString().toLower());
}

std::optional<Row> Index::domainOfAccount(Row account) const
{
    const Row domain = m_accountDomain[account];
    return domain == kNoRow ? std::nullopt : std::optional<Row>(domain);
}

std::optional<Row> Index::domainOf(Table table, Row row) const
{
    switch (table) {
    case Table::Accounts:
        return domainOfAccount(row);
    case Table::Projects:
        return domainOfProject(row);
    case Table::Uploads:
        return domainOfAccount(accountOfUpload(row));
    case Table::Reports:
        if (const auto project = projectOfReport(row)) {
            return domainOfProject(*project);
        }
        return domainOfAccount(m_reportAccount[row]);
    case Table::Domains:
        break;
    }
    return row;
}

std::span<const Row> Index::projectsOwnedBy(Row account) const
{
    return m_owned.of(account);
}

std::span<const Index::RoleOf> Index::rolesOn(Row project) const
{
    return m_roles.of(project);
}

std::span<const Row> Index::projectsWithRoleOf(Row account) const
{
    return m_withRole.of(account);
}

std::span<const Row> Index::reportsOnProject(Row project) const
{
    return m_projectReports.of(project);
}

std::span<const Row> Index::reportsOnAccount(Row account) const
{
    return m_accountReports.of(account);
}

std::span<const Row> Index::uploadsOf(Row project) const
{
    return m_projectUploads.of(project);
}

std::optional<Row> Index::projectOfReport(Row report) const
{
    const Row project = m_reportProject[report];
    return project == kNoRow ? std::nullopt : std::optional<Row>(project);
}

std::optional<Row> Index::accountOfReport(Row report) const
{
    const Row account = m_reportAccount[report];
    return account == kNoRow ? std::nullopt : std::optional<Row>(account);
}

Instant Index::timeOf(Table table, Row row) const
{
    switch (table) {
    case Table::Accounts:
        return account(row).joined;
    case Table::Projects:
        return project(row).created;
    case Table::Uploads:
        return upload(row).uploaded;
    case Table::Reports:
        return report(row).created;
    case Table::Domains:
        break;
    }
    return {}; // a domain happens at no time
}

const Bitmap& Index::flagged(Table table) const
{
    return m_flagged[at(table)];
}

const Bitmap& Index::decided(Table table) const
{
    return m_decided[at(table)];
}

const Bitmap& Index::stubs(Table table) const
{
    return m_stubs[at(table)];
}

const Bitmap& Index::isProtected(Table table) const
{
    return m_protected[at(table)];
}

Bitmap Index::described(Table table) const
{
    Bitmap rows(size(table), true);
    rows -= stubs(table);
    return rows;
}

std::optional<DecisionHead> Index::decisionOn(Table table, Row row) const
{
    const auto& heads = m_decisions[at(table)];
    const auto found = heads.constFind(row);
    return found == heads.cend() ? std::nullopt : std::optional<DecisionHead>(*found);
}

Subject Index::subject(Table table, Row row) const
{
    switch (table) {
    case Table::Accounts:
        return {SubjectKind::Account, accountKey(row), account(row).name};
    case Table::Projects:
        return {SubjectKind::Project, projectKey(row), project(row).name};
    case Table::Uploads:
        return subject(Table::Projects, projectOfUpload(row));
    case Table::Reports:
        if (const auto project = projectOfReport(row)) {
            return subject(Table::Projects, *project);
        }
        return subject(Table::Accounts, m_reportAccount[row]);
    case Table::Domains:
        break;
    }
    return {SubjectKind::Domain, domain(row), domain(row)};
}

std::optional<Row> Index::find(const Subject& subject) const
{
    switch (subject.kind) {
    case SubjectKind::Account:
        return lookUp(m_accountRows, subject.key);
    case SubjectKind::Project:
        return lookUp(m_projectRows, subject.key);
    case SubjectKind::Domain:
        break;
    }
    return lookUp(m_domainRows, subject.key);
}

Table tableOf(SubjectKind kind) noexcept
{
    switch (kind) {
    case SubjectKind::Account:
        return Table::Accounts;
    case SubjectKind::Project:
        return Table::Projects;
    case SubjectKind::Domain:
        break;
    }
    return Table::Domains;
}

} // namespace cordon
