// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"
#include "core/store/cache.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace cordon::store {

// Every row is written as "insert, or update where something differs": the same row twice is no
// change, and SQLite's count of changes tells whether a file brought anything new.

namespace {

constexpr const char* kWriteAccount = R"(
    INSERT INTO account(key, name, email, domain_id, email_verified, joined, two_factor, signup_ip, state, uuid, note)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
    ON CONFLICT(key) DO UPDATE SET
        name = excluded.name, email = excluded.email, domain_id = excluded.domain_id,
        email_verified = excluded.email_verified, joined = excluded.joined, two_factor = excluded.two_factor,
        signup_ip = excluded.signup_ip, state = excluded.state, note = excluded.note, stub = 0,
        uuid = iif(excluded.uuid = '' AND joined = excluded.joined, uuid, excluded.uuid)
    WHERE stub OR (name, email, domain_id, email_verified, joined, two_factor, signup_ip, state, note)
        IS NOT (excluded.name, excluded.email, excluded.domain_id, excluded.email_verified, excluded.joined,
                excluded.two_factor, excluded.signup_ip, excluded.state, excluded.note)
        OR (excluded.uuid <> '' AND uuid <> excluded.uuid))";

constexpr const char* kWriteProject = R"(
    INSERT INTO project(key, name, owner_id, created, releases, files, total_bytes, py_modules, console_scripts,
                        repo_url, publisher, summary, state, note)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT(key) DO UPDATE SET
        name = excluded.name, owner_id = excluded.owner_id, created = excluded.created, releases = excluded.releases,
        files = excluded.files, total_bytes = excluded.total_bytes, py_modules = excluded.py_modules,
        console_scripts = excluded.console_scripts, repo_url = excluded.repo_url, publisher = excluded.publisher,
        summary = excluded.summary, state = excluded.state, note = excluded.note, stub = 0
    WHERE stub OR (name, owner_id, created, releases, files, total_bytes, py_modules, console_scripts, repo_url,
                   publisher, summary, state, note)
        IS NOT (excluded.name, excluded.owner_id, excluded.created, excluded.releases, excluded.files,
                excluded.total_bytes, excluded.py_modules, excluded.console_scripts, excluded.repo_url,
                excluded.publisher, excluded.summary, excluded.state, excluded.note))";

constexpr const char* kWriteUpload = R"(
    INSERT INTO upload(project_id, version, filename, account_id, uploaded, size, sha256)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT(project_id, version, filename) DO UPDATE SET
        account_id = excluded.account_id, uploaded = excluded.uploaded, size = excluded.size, sha256 = excluded.sha256
    WHERE (account_id, uploaded, size, sha256)
        IS NOT (excluded.account_id, excluded.uploaded, excluded.size, excluded.sha256))";

constexpr const char* kWriteProjectReport = R"(
    INSERT INTO report(project_id, observer, kind, created, trusted, summary, url) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT(project_id, observer, kind, created) WHERE project_id IS NOT NULL DO UPDATE SET
        trusted = excluded.trusted, summary = excluded.summary, url = excluded.url
    WHERE (trusted, summary, url) IS NOT (excluded.trusted, excluded.summary, excluded.url))";

constexpr const char* kWriteAccountReport = R"(
    INSERT INTO report(account_id, observer, kind, created, trusted, summary, url) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT(account_id, observer, kind, created) WHERE account_id IS NOT NULL DO UPDATE SET
        trusted = excluded.trusted, summary = excluded.summary, url = excluded.url
    WHERE (trusted, summary, url) IS NOT (excluded.trusted, excluded.summary, excluded.url))";

/// Names to ids, making stubs on the way. One batch.
class Names {
public:
    explicit Names(Connection& connection) : m_connection(connection) {}

    [[nodiscard]] AccountId account(const QString& name)
    {
        const QString key = foldedUser(name);
        if (const auto known = m_accounts.constFind(key); known != m_accounts.cend()) {
            return *known;
        }
        AccountId id{find("SELECT id FROM account WHERE key = ?", key)};
        if (!id.valid()) {
            m_connection.run("INSERT INTO account(key, name, stub) VALUES (?, ?, 1)", key, name);
            id = AccountId{m_connection.lastId()};
        }
        return *m_accounts.insert(key, id);
    }

    [[nodiscard]] ProjectId project(const QString& name)
    {
        const QString key = normalizedProject(name);
        if (const auto known = m_projects.constFind(key); known != m_projects.cend()) {
            return *known;
        }
        ProjectId id{find("SELECT id FROM project WHERE key = ?", key)};
        if (!id.valid()) {
            const AccountId nobody = account(QString());
            m_connection.run("INSERT INTO project(key, name, owner_id, stub) VALUES (?, ?, ?, 1)", key, name, nobody);
            id = ProjectId{m_connection.lastId()};
        }
        return *m_projects.insert(key, id);
    }

    [[nodiscard]] DomainId domain(const QString& name)
    {
        if (name.isEmpty()) {
            return {};
        }
        if (const auto known = m_domains.constFind(name); known != m_domains.cend()) {
            return *known;
        }
        DomainId id{find("SELECT id FROM domain WHERE name = ?", name)};
        if (!id.valid()) {
            m_connection.run("INSERT INTO domain(name) VALUES (?)", name);
            id = DomainId{m_connection.lastId()};
        }
        return *m_domains.insert(name, id);
    }

private:
    [[nodiscard]] std::int64_t find(const char* sql, const QString& key)
    {
        Query row = m_connection.query(sql, key);
        return row.next() ? row.number(0) : 0;
    }

    Connection& m_connection;
    QHash<QString, AccountId> m_accounts;
    QHash<QString, ProjectId> m_projects;
    QHash<QString, DomainId> m_domains;
};

/// The last row of each identity, in the order of the file: a file that names a row twice must not
/// look new each time it is read.
template<class Row, class Identity>
std::vector<const Row*> lastOfEach(const std::vector<Row>& rows, Identity identity)
{
    QSet<QString> seen;
    std::vector<const Row*> last;
    last.reserve(rows.size());
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        const QString key = identity(*row);
        const qsizetype before = seen.size();
        seen.insert(key);
        if (seen.size() != before) {
            last.push_back(&*row);
        }
    }
    std::reverse(last.begin(), last.end());
    return last;
}

/// Joined with a character that no part may hold without being another row anyway.
template<class... Parts>
QString joined(const Parts&... parts)
{
    return QStringList{parts...}.join(QChar(u'\0'));
}

Done nameless(const char* kind)
{
    return failure(ErrorKind::BadInput, QStringLiteral("A row (%1) names nobody.").arg(QLatin1String(kind)),
                   QStringLiteral("Nothing of this batch was written."));
}

/// An empty name would be taken for the account that stands for nobody.
Done checkNames(const ImportBatch& batch)
{
    const auto blankProject = [](const auto& row) { return row.project.isEmpty(); };
    if (std::ranges::any_of(batch.accounts, [](const Account& row) { return row.name.isEmpty(); })) {
        return nameless("account");
    }
    if (std::ranges::any_of(batch.projects, [](const Project& row) { return row.name.isEmpty(); })) {
        return nameless("project");
    }
    if (std::ranges::any_of(batch.uploads, blankProject)) {
        return nameless("upload");
    }
    if (std::ranges::any_of(batch.roles, [](const Role& r) { return r.project.isEmpty() || r.username.isEmpty(); })) {
        return nameless("role");
    }
    if (std::ranges::any_of(batch.reports,
                            [](const Report& r) { return r.project.isEmpty() && r.username.isEmpty(); })) {
        return nameless("report");
    }
    return {};
}

void writeAccounts(Connection& connection, Names& names, const std::vector<Account>& rows)
{
    for (const Account* row : lastOfEach(rows, [](const Account& a) { return foldedUser(a.name); })) {
        connection.run(kWriteAccount, foldedUser(row->name), row->name, row->email, names.domain(row->domain),
                       row->emailVerified, row->joined, row->twoFactor, row->signupIp, row->state, row->uuid,
                       row->note);
    }
}

void writeProjects(Connection& connection, Names& names, const std::vector<Project>& rows)
{
    for (const Project* row : lastOfEach(rows, [](const Project& p) { return normalizedProject(p.name); })) {
        connection.run(kWriteProject, normalizedProject(row->name), row->name, names.account(row->owner), row->created,
                       row->releases, row->files, row->totalBytes, row->pyModules, row->consoleScripts, row->repoUrl,
                       row->publisher, row->summary, row->state, row->note);
    }
}

void writeUploads(Connection& connection, Names& names, const std::vector<Upload>& rows)
{
    const auto identity = [](const Upload& u) { return joined(normalizedProject(u.project), u.version, u.filename); };
    for (const Upload* row : lastOfEach(rows, identity)) {
        const AccountId by = row->account.isEmpty() ? AccountId{} : names.account(row->account);
        connection.run(kWriteUpload, names.project(row->project), row->version, row->filename, by, row->uploaded,
                       row->size, row->sha256);
    }
}

void writeReports(Connection& connection, Names& names, const std::vector<Report>& rows)
{
    const auto identity = [](const Report& r) {
        return joined(r.project.isEmpty() ? foldedUser(r.username) : normalizedProject(r.project),
                      QString::number(r.project.isEmpty()), r.observer, r.kind,
                      QString::number(r.created.time_since_epoch().count()));
    };
    for (const Report* row : lastOfEach(rows, identity)) {
        if (row->project.isEmpty()) {
            const AccountId on = names.account(row->username);
            connection.run(kWriteAccountReport, on, row->observer, row->kind, row->created, row->trusted, row->summary,
                           row->url);
            connection.run("UPDATE account SET flagged = 1 WHERE id = ? AND flagged = 0", on);
        } else {
            const ProjectId on = names.project(row->project);
            connection.run(kWriteProjectReport, on, row->observer, row->kind, row->created, row->trusted, row->summary,
                           row->url);
            connection.run("UPDATE project SET flagged = 1 WHERE id = ? AND flagged = 0", on);
        }
    }
}

} // namespace

Done writeBatch(Connection& connection, const ImportBatch& batch)
{
    if (Done named = checkNames(batch); !named) {
        return named;
    }
    Names names(connection);
    writeAccounts(connection, names, batch.accounts);
    writeProjects(connection, names, batch.projects);
    writeUploads(connection, names, batch.uploads);
    for (const Role& row : batch.roles) {
        connection.run("INSERT INTO role(project_id, account_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                       names.project(row.project), names.account(row.username), row.role);
    }
    writeReports(connection, names, batch.reports);
    return {};
}

} // namespace cordon::store
