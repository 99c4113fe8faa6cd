// SPDX-License-Identifier: Apache-2.0
#include "core/index/index.h"

#include "core/domain/names.h"
#include "core/index/keys.h"

#include <algorithm>

namespace cordon {
namespace {

std::size_t at(Table table)
{
    return static_cast<std::size_t>(table);
}

QString qString(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

std::optional<bool> threeWay(std::uint8_t value)
{
    return value > 1 ? std::nullopt : std::optional<bool>(value == 1);
}

Instant instant(std::int64_t micros)
{
    return Instant(Microseconds(micros));
}

} // namespace

Index::Index(std::shared_ptr<const Columns> columns) : m_columns(std::move(columns)) {}
Index::~Index() = default;

std::shared_ptr<const Index> Index::over(std::shared_ptr<const Columns> columns,
                                         const std::vector<DecisionHead>& decisions,
                                         const std::vector<Subject>& protectedSubjects)
{
    std::shared_ptr<Index> index(new Index(std::move(columns)));
    index->layOver(decisions, protectedSubjects);
    return index;
}

void Index::layOver(const std::vector<DecisionHead>& decisions, const std::vector<Subject>& protectedSubjects)
{
    for (std::size_t table = 0; table < kTables; ++table) {
        const std::size_t rows = size(static_cast<Table>(table));
        m_decided[table] = m_protected[table] = Bitmap(rows);
        m_described[table] = Bitmap(rows, true);
        m_described[table] -= m_columns->stubs[table];
    }
    KeyFinder accounts(m_columns->accounts.byKey, m_columns->accounts.name, &accountKeyOf);
    KeyFinder projects(m_columns->projects.byKey, m_columns->projects.name, &projectKeyOf);
    const auto rowOf = [&](const Subject& subject) {
        switch (subject.kind) {
        case SubjectKind::Account:
            return accounts.find(foldedUser(subject.key).toStdString());
        case SubjectKind::Project:
            return projects.find(normalizedProject(subject.key).toStdString());
        case SubjectKind::Domain:
            break;
        }
        return findDomain(subject.key);
    };
    for (const DecisionHead& head : decisions) {
        if (const auto row = rowOf(head.subject)) {
            const std::size_t table = at(tableOf(head.subject.kind));
            m_decided[table].set(*row);
            m_decisions[table].insert(*row, {head.at, head.run, head.verb});
        }
    }
    for (const Subject& subject : protectedSubjects) {
        if (const auto row = find(subject)) {
            m_protected[at(tableOf(subject.kind))].set(*row);
        }
    }
}

Account Index::account(Row row) const
{
    const AccountColumns& accounts = m_columns->accounts;
    Account out;
    out.name = accounts.name.text(row);
    out.email = accounts.email.text(row);
    out.domain = accounts.domain[row] == kNoRow ? QString() : domain(accounts.domain[row]);
    out.emailVerified = threeWay(accounts.verified[row]);
    out.joined = instant(accounts.joined[row]);
    out.twoFactor = accounts.twoFactor.text(row);
    out.signupIp = accounts.ip.text(row);
    out.state = static_cast<AccountState>(accounts.state[row]);
    out.uuid = accounts.uuid.text(row);
    out.note = accounts.note.text(row);
    return out;
}

Project Index::project(Row row) const
{
    const ProjectColumns& projects = m_columns->projects;
    Project out;
    out.name = projects.name.text(row);
    out.owner = m_columns->accounts.name.text(projects.owner[row]);
    out.created = instant(projects.created[row]);
    out.releases = projects.releases.maybe(row);
    out.files = projects.files.maybe(row);
    out.totalBytes = projects.bytes.maybe(row);
    out.pyModules = projects.modules.maybe(row);
    out.consoleScripts = projects.scripts.maybe(row);
    out.repoUrl = projects.repo.text(row);
    out.publisher = projects.publisher.text(row);
    out.summary = projects.summary.text(row);
    out.state = static_cast<ProjectState>(projects.state[row]);
    out.note = projects.note.text(row);
    return out;
}

Upload Index::upload(Row row) const
{
    const UploadColumns& uploads = m_columns->uploads;
    Upload out;
    out.project = m_columns->projects.name.text(uploads.project[row]);
    out.account = m_columns->accounts.name.text(uploads.account[row]);
    out.uploaded = instant(uploads.uploaded[row]);
    out.size = uploads.size.maybe(row);
    return out;
}

Report Index::report(Row row) const
{
    const ReportColumns& reports = m_columns->reports;
    Report out;
    out.project = reports.project[row] == kNoRow ? QString() : m_columns->projects.name.text(reports.project[row]);
    out.username = reports.account[row] == kNoRow ? QString() : m_columns->accounts.name.text(reports.account[row]);
    out.observer = reports.observer.text(row);
    out.trusted = threeWay(reports.trusted[row]);
    out.kind = reports.kind.text(row);
    out.created = instant(reports.created[row]);
    out.summary = reports.summary.text(row);
    out.url = reports.url.text(row);
    return out;
}

QString Index::accountKey(Row row) const
{
    return qString(accountKeyOf(m_columns->accounts.name.at(row)));
}

QString Index::projectKey(Row row) const
{
    return qString(projectKeyOf(m_columns->projects.name.at(row)));
}

std::optional<Row> Index::findAccount(QStringView name) const
{
    const AccountColumns& accounts = m_columns->accounts;
    return findKey(accounts.byKey, accounts.name, &accountKeyOf, foldedUser(name).toStdString());
}

std::optional<Row> Index::findProject(QStringView name) const
{
    const ProjectColumns& projects = m_columns->projects;
    return findKey(projects.byKey, projects.name, &projectKeyOf, normalizedProject(name).toStdString());
}

std::optional<Row> Index::findDomain(QStringView domain) const
{
    const QString wanted = domain.toString().toLower();
    const auto& domains = m_columns->domains;
    const auto found = std::lower_bound(domains.begin(), domains.end(), wanted);
    return found == domains.end() || *found != wanted ? std::nullopt
                                                      : std::optional<Row>(static_cast<Row>(found - domains.begin()));
}

std::optional<Row> Index::domainOfAccount(Row account) const
{
    const Row domain = m_columns->accounts.domain[account];
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
        return domainOfAccount(m_columns->reports.account[row]);
    case Table::Domains:
        break;
    }
    return row;
}

Index::Range Index::rowsOfDomain(Table table, std::optional<Row> domain) const
{
    const std::vector<Row>& starts = m_columns->domainStarts[at(table)];
    const std::size_t slot = domain ? std::size_t{*domain} + 1 : 0;
    return {starts[slot], starts[slot + 1]};
}

std::optional<Row> Index::projectOfReport(Row report) const
{
    const Row project = m_columns->reports.project[report];
    return project == kNoRow ? std::nullopt : std::optional<Row>(project);
}

std::optional<Row> Index::accountOfReport(Row report) const
{
    const Row account = m_columns->reports.account[report];
    return account == kNoRow ? std::nullopt : std::optional<Row>(account);
}

std::span<const std::int64_t> Index::times(Table table) const
{
    switch (table) {
    case Table::Accounts:
        return m_columns->accounts.joined;
    case Table::Projects:
        return m_columns->projects.created;
    case Table::Uploads:
        return m_columns->uploads.uploaded;
    case Table::Reports:
        return m_columns->reports.created;
    case Table::Domains:
        break;
    }
    return {};
}

Instant Index::timeOf(Table table, Row row) const
{
    // A domain happens at no time.
    return table == Table::Domains ? Instant{} : instant(times(table)[row]);
}

const Bitmap& Index::flagged(Table table) const
{
    return m_columns->flagged[at(table)];
}

const Bitmap& Index::decided(Table table) const
{
    return m_decided[at(table)];
}

const Bitmap& Index::stubs(Table table) const
{
    return m_columns->stubs[at(table)];
}

const Bitmap& Index::isProtected(Table table) const
{
    return m_protected[at(table)];
}

const Bitmap& Index::described(Table table) const
{
    return m_described[at(table)];
}

std::optional<DecisionHead> Index::decisionOn(Table table, Row row) const
{
    const auto& heads = m_decisions[at(table)];
    const auto found = heads.constFind(row);
    return found == heads.cend()
               ? std::nullopt
               : std::optional<DecisionHead>({subject(table, row), found->verb, found->at, found->run});
}

std::optional<Verb> Index::verbOn(Table table, Row row) const
{
    const auto& heads = m_decisions[at(table)];
    const auto found = heads.constFind(row);
    return found == heads.cend() ? std::nullopt : std::optional<Verb>(found->verb);
}

Subject Index::subject(Table table, Row row) const
{
    switch (table) {
    case Table::Accounts:
        return {SubjectKind::Account, accountKey(row), m_columns->accounts.name.text(row)};
    case Table::Projects:
        return {SubjectKind::Project, projectKey(row), m_columns->projects.name.text(row)};
    case Table::Uploads:
        return subject(Table::Projects, projectOfUpload(row));
    case Table::Reports:
        if (const auto project = projectOfReport(row)) {
            return subject(Table::Projects, *project);
        }
        return subject(Table::Accounts, m_columns->reports.account[row]);
    case Table::Domains:
        break;
    }
    return {SubjectKind::Domain, domain(row), domain(row)};
}

std::optional<Row> Index::find(const Subject& subject) const
{
    switch (subject.kind) {
    case SubjectKind::Account:
        return findAccount(subject.key);
    case SubjectKind::Project:
        return findProject(subject.key);
    case SubjectKind::Domain:
        break;
    }
    return findDomain(subject.key);
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
