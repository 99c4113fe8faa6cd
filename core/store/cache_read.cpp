// SPDX-License-Identifier: Apache-2.0
#include "core/store/cache.h"
#include "core/store/raw_rows.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <vector>

namespace cordon::store {

namespace {

template<class Enum>
Enum enumAt(const RawRows& row, int column)
{
    return static_cast<Enum>(row.number(column)); // the schema's CHECK keeps the range
}

void scanAccounts(Connection& connection, CacheVisitor& visitor)
{
    RawRows row(connection, "SELECT a.id, a.name, a.email, d.name, a.email_verified, a.joined, a.two_factor, "
                            "a.signup_ip, a.state, a.uuid, a.note, a.flagged, a.stub "
                            "FROM account AS a LEFT JOIN domain AS d ON d.id = a.domain_id ORDER BY a.id");
    while (row.next()) {
        AccountView account;
        account.id = row.number(0);
        account.name = row.text(1);
        account.email = row.text(2);
        account.domain = row.text(3);
        account.emailVerified = row.maybeFlag(4);
        account.joined = row.instant(5);
        account.twoFactor = row.text(6);
        account.signupIp = row.text(7);
        account.state = enumAt<AccountState>(row, 8);
        account.uuid = row.text(9);
        account.note = row.text(10);
        account.flagged = row.flag(11);
        account.stub = row.flag(12);
        visitor.account(account);
    }
}

void scanProjects(Connection& connection, CacheVisitor& visitor)
{
    RawRows row(connection, "SELECT id, name, owner_id, created, releases, files, total_bytes, py_modules, "
                            "console_scripts, repo_url, publisher, summary, state, note, flagged, stub "
                            "FROM project ORDER BY id");
    while (row.next()) {
        ProjectView project;
        project.id = row.number(0);
        project.name = row.text(1);
        project.owner = row.number(2);
        project.created = row.instant(3);
        project.releases = row.maybeNumber(4);
        project.files = row.maybeNumber(5);
        project.totalBytes = row.maybeNumber(6);
        project.pyModules = row.maybeNumber(7);
        project.consoleScripts = row.maybeNumber(8);
        project.repoUrl = row.text(9);
        project.publisher = row.text(10);
        project.summary = row.text(11);
        project.state = enumAt<ProjectState>(row, 12);
        project.note = row.text(13);
        project.flagged = row.flag(14);
        project.stub = row.flag(15);
        visitor.project(project);
    }
}

void scanUploads(Connection& connection, CacheVisitor& visitor)
{
    RawRows row(connection, "SELECT id, project_id, account_id, uploaded, size FROM upload ORDER BY id");
    while (row.next()) {
        visitor.upload({row.number(0), row.number(1), row.number(2), row.instant(3), row.maybeNumber(4)});
    }
}

void scanRoles(Connection& connection, CacheVisitor& visitor)
{
    RawRows row(connection, "SELECT project_id, account_id, role FROM role ORDER BY 1, 2, 3");
    while (row.next()) {
        visitor.role({row.number(0), row.number(1), row.text(2)});
    }
}

void scanReports(Connection& connection, CacheVisitor& visitor)
{
    RawRows row(connection, "SELECT project_id, account_id, observer, kind, summary, url, trusted, created "
                            "FROM report ORDER BY id");
    while (row.next()) {
        visitor.report({row.number(0), row.number(1), row.text(2), row.text(3), row.text(4), row.text(5),
                        row.maybeFlag(6), row.instant(7)});
    }
}

/// Those that an account has; count(DISTINCT) sorts them, which takes twice as long as reading them.
std::int64_t countDomains(Connection& connection)
{
    constexpr std::size_t kMostDomains = std::size_t{1} << 28;
    std::vector<bool> seen;
    RawRows row(connection, "SELECT domain_id FROM account WHERE domain_id IS NOT NULL");
    while (row.next()) {
        const auto id = static_cast<std::size_t>(row.number(0));
        if (id >= kMostDomains) {
            throw SQLite::Exception("a mail domain has a number that no import gave out", SQLITE_CORRUPT);
        }
        if (id >= seen.size()) {
            seen.resize(id + id / 2 + 1);
        }
        seen[id] = true;
    }
    return std::count(seen.begin(), seen.end(), true);
}

} // namespace

std::uint64_t scanRows(Connection& connection, CacheVisitor& visitor)
{
    const std::uint64_t generation = readVersion(connection).generation;
    scanAccounts(connection, visitor);
    scanProjects(connection, visitor);
    scanUploads(connection, visitor);
    scanRoles(connection, visitor);
    scanReports(connection, visitor);
    return generation;
}

CacheVersion readVersion(Connection& connection)
{
    CacheVersion version;
    Query row = connection.query("SELECT generation, changed, (SELECT name FROM identity) FROM state");
    if (row.next()) {
        version = {row.blob(2), static_cast<std::uint64_t>(row.number(0)), row.flag(1)};
    }
    return version;
}

std::vector<Upload> readUploads(Connection& connection, std::span<const std::int64_t> ids)
{
    std::vector<Upload> uploads;
    uploads.reserve(ids.size());
    for (const std::int64_t id : ids) {
        Query row = connection.query("SELECT p.name, u.version, a.name, u.uploaded, u.size, u.filename, u.sha256 "
                                     "FROM upload AS u JOIN project AS p ON p.id = u.project_id "
                                     "LEFT JOIN account AS a ON a.id = u.account_id WHERE u.id = ?",
                                     id);
        Upload upload;
        if (row.next()) {
            upload = {row.text(0),        row.text(1), row.text(2), row.instant(3),
                      row.maybeNumber(4), row.text(5), row.text(6)};
        }
        uploads.push_back(std::move(upload));
    }
    return uploads;
}

CacheCounts readCounts(Connection& connection)
{
    // The account without a name stands for "owner not known"; nobody mentioned it.
    Query row =
        connection.query("SELECT (SELECT count(*) FROM account) - (SELECT count(*) FROM account WHERE key = ''), "
                         "(SELECT count(*) FROM project), (SELECT count(*) FROM upload), "
                         "(SELECT count(*) FROM role), (SELECT count(*) FROM report), "
                         "(SELECT count(*) FROM account WHERE stub = 1 AND key <> '') "
                         "+ (SELECT count(*) FROM project WHERE stub = 1)");
    CacheCounts counts;
    if (row.next()) {
        counts = {row.number(0), row.number(1), row.number(2), row.number(3), row.number(4), 0, row.number(5)};
    }
    counts.domains = countDomains(connection);
    return counts;
}

} // namespace cordon::store
