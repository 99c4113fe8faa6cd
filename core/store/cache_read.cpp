// SPDX-License-Identifier: Apache-2.0
#include "core/store/cache.h"

namespace cordon::store {

namespace {

std::size_t rowsOf(Connection& connection, const char* countSql)
{
    return static_cast<std::size_t>(connection.number(countSql));
}

void readAccounts(Connection& connection, std::vector<AccountRow>& rows)
{
    rows.reserve(rowsOf(connection, "SELECT count(*) FROM account"));
    Query row = connection.query("SELECT a.id, a.name, a.email, d.name, a.email_verified, a.joined, a.two_factor, "
                                 "a.signup_ip, a.state, a.uuid, a.note, a.flagged, a.stub "
                                 "FROM account AS a LEFT JOIN domain AS d ON d.id = a.domain_id ORDER BY a.id");
    while (row.next()) {
        AccountRow account;
        account.id = AccountId{row.number(0)};
        account.value.name = row.text(1);
        account.value.email = row.text(2);
        account.value.domain = row.text(3);
        account.value.emailVerified = row.maybeFlag(4);
        account.value.joined = row.instant(5);
        account.value.twoFactor = row.text(6);
        account.value.signupIp = row.text(7);
        account.value.state = row.as<AccountState>(8);
        account.value.uuid = row.text(9);
        account.value.note = row.text(10);
        account.flagged = row.flag(11);
        account.stub = row.flag(12);
        rows.push_back(std::move(account));
    }
}

void readProjects(Connection& connection, std::vector<ProjectRow>& rows)
{
    rows.reserve(rowsOf(connection, "SELECT count(*) FROM project"));
    Query row = connection.query("SELECT p.id, p.name, p.owner_id, a.name, p.created, p.releases, p.files, "
                                 "p.total_bytes, p.py_modules, p.console_scripts, p.repo_url, p.publisher, p.summary, "
                                 "p.state, p.note, p.flagged, p.stub "
                                 "FROM project AS p JOIN account AS a ON a.id = p.owner_id ORDER BY p.id");
    while (row.next()) {
        ProjectRow project;
        project.id = ProjectId{row.number(0)};
        project.value.name = row.text(1);
        project.owner = AccountId{row.number(2)};
        project.value.owner = row.text(3);
        project.value.created = row.instant(4);
        project.value.releases = row.maybeNumber(5);
        project.value.files = row.maybeNumber(6);
        project.value.totalBytes = row.maybeNumber(7);
        project.value.pyModules = row.maybeNumber(8);
        project.value.consoleScripts = row.maybeNumber(9);
        project.value.repoUrl = row.text(10);
        project.value.publisher = row.text(11);
        project.value.summary = row.text(12);
        project.value.state = row.as<ProjectState>(13);
        project.value.note = row.text(14);
        project.flagged = row.flag(15);
        project.stub = row.flag(16);
        rows.push_back(std::move(project));
    }
}

void readUploads(Connection& connection, std::vector<UploadRow>& rows)
{
    rows.reserve(rowsOf(connection, "SELECT count(*) FROM upload"));
    Query row = connection.query("SELECT u.project_id, u.account_id, p.name, u.version, a.name, u.uploaded, u.size, "
                                 "u.filename, u.sha256 FROM upload AS u JOIN project AS p ON p.id = u.project_id "
                                 "LEFT JOIN account AS a ON a.id = u.account_id ORDER BY u.id");
    while (row.next()) {
        UploadRow upload;
        upload.project = ProjectId{row.number(0)};
        upload.account = AccountId{row.number(1)};
        upload.value.project = row.text(2);
        upload.value.version = row.text(3);
        upload.value.account = row.text(4);
        upload.value.uploaded = row.instant(5);
        upload.value.size = row.maybeNumber(6);
        upload.value.filename = row.text(7);
        upload.value.sha256 = row.text(8);
        rows.push_back(std::move(upload));
    }
}

void readRoles(Connection& connection, std::vector<RoleRow>& rows)
{
    rows.reserve(rowsOf(connection, "SELECT count(*) FROM role"));
    Query row = connection.query("SELECT project_id, account_id, role FROM role ORDER BY 1, 2, 3");
    while (row.next()) {
        rows.push_back({ProjectId{row.number(0)}, AccountId{row.number(1)}, row.text(2)});
    }
}

void readReports(Connection& connection, std::vector<ReportRow>& rows)
{
    rows.reserve(rowsOf(connection, "SELECT count(*) FROM report"));
    Query row = connection.query("SELECT r.project_id, r.account_id, p.name, a.name, r.observer, r.trusted, r.kind, "
                                 "r.created, r.summary, r.url FROM report AS r LEFT JOIN project AS p "
                                 "ON p.id = r.project_id LEFT JOIN account AS a ON a.id = r.account_id ORDER BY r.id");
    while (row.next()) {
        ReportRow report;
        report.project = ProjectId{row.number(0)};
        report.account = AccountId{row.number(1)};
        report.value.project = row.text(2);
        report.value.username = row.text(3);
        report.value.observer = row.text(4);
        report.value.trusted = row.maybeFlag(5);
        report.value.kind = row.text(6);
        report.value.created = row.instant(7);
        report.value.summary = row.text(8);
        report.value.url = row.text(9);
        rows.push_back(std::move(report));
    }
}

} // namespace

CacheRows readRows(Connection& connection)
{
    CacheRows rows;
    rows.generation = static_cast<std::uint64_t>(connection.number("SELECT generation FROM state"));
    readAccounts(connection, rows.accounts);
    readProjects(connection, rows.projects);
    readUploads(connection, rows.uploads);
    readRoles(connection, rows.roles);
    readReports(connection, rows.reports);
    return rows;
}

CacheCounts readCounts(Connection& connection)
{
    // The account without a name stands for "owner not known"; nobody mentioned it.
    Query row =
        connection.query("SELECT (SELECT count(*) FROM account WHERE key <> ''), (SELECT count(*) FROM project), "
                         "(SELECT count(*) FROM upload), (SELECT count(*) FROM role), "
                         "(SELECT count(*) FROM report), (SELECT count(DISTINCT domain_id) FROM account), "
                         "(SELECT count(*) FROM account WHERE stub = 1 AND key <> '') "
                         "+ (SELECT count(*) FROM project WHERE stub = 1)");
    CacheCounts counts;
    if (row.next()) {
        counts = {row.number(0), row.number(1), row.number(2), row.number(3),
                  row.number(4), row.number(5), row.number(6)};
    }
    return counts;
}

} // namespace cordon::store
