// SPDX-License-Identifier: Apache-2.0
#include "core/store/batch_writer.h"

#include <SQLiteCpp/Exception.h>

#include <array>
#include <string>

namespace cordon::store {

namespace {

constexpr std::size_t kAhead = 16; // rows whose memory is asked for before they are looked up

/// Where things stand among the cells of an account.
constexpr std::size_t kJoinedCell = 5;
constexpr std::size_t kUuidCell = 9;

std::int64_t number(std::uint32_t id)
{
    return id;
}

template<class Enum>
Cell stateCell(Enum value)
{
    return std::int64_t{static_cast<std::uint8_t>(value)};
}

} // namespace

BatchWriter::BatchWriter(Connection& connection)
    : m_connection(connection), m_domain(connection, "INSERT INTO domain(id, name) VALUES (?, ?)"),
      m_stubAccount(connection, "INSERT INTO account(id, key, name, stub) VALUES (?, ?, ?, 1)"),
      m_stubProject(connection, "INSERT INTO project(id, key, name, owner_id, stub) VALUES (?, ?, ?, ?, 1)"),
      m_role(connection, "INSERT INTO role(project_id, account_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
      m_flagAccount(connection, "UPDATE account SET flagged = 1 WHERE id = ? AND flagged = 0"),
      m_flagProject(connection, "UPDATE project SET flagged = 1 WHERE id = ? AND flagged = 0"),
      m_reportOnProject(connection, "SELECT id FROM report WHERE project_id = ? AND observer = ? AND kind = ? "
                                    "AND created = ? AND project_id IS NOT NULL"),
      m_reportOnAccount(connection, "SELECT id FROM report WHERE account_id = ? AND observer = ? AND kind = ? "
                                    "AND created = ? AND account_id IS NOT NULL"),
      m_accounts(connection, "account", Numbers::Any,
                 {"key", "name", "email", "domain_id", "email_verified", "joined", "two_factor", "signup_ip", "state",
                  "uuid", "note", "stub"},
                 1),
      m_projects(connection, "project", Numbers::Any,
                 {"key", "name", "owner_id", "created", "releases", "files", "total_bytes", "py_modules",
                  "console_scripts", "repo_url", "publisher", "summary", "state", "note", "stub"},
                 1),
      m_uploads(connection, "upload", Numbers::Next,
                {"project_id", "version", "filename", "account_id", "uploaded", "size", "sha256"}, 3),
      m_reports(connection, "report", Numbers::Next,
                {"project_id", "account_id", "observer", "kind", "created", "trusted", "summary", "url"}, 5)
{
}

void BatchWriter::write(const RowBatch& rows, const ResolvedBatch& resolved)
{
    writeNames(resolved);
    writeAccounts(rows, resolved);
    writeProjects(rows, resolved);
    writeUploads(rows, resolved);
    writeRoles(rows, resolved);
    writeReports(rows, resolved);
    writeMark(rows);
    m_changes.write(m_connection);
    if (m_difference.any()) {
        m_connection.run("UPDATE state SET changed = 1 WHERE changed = 0");
    }
}

/// Before the rows that speak of them.
void BatchWriter::writeNames(const ResolvedBatch& resolved)
{
    for (const NewName& name : resolved.domains) {
        m_domain.run(std::array<Cell, 2>{number(name.id), name.name});
    }
    for (const NewName& name : resolved.stubAccounts) {
        m_stubAccount.run(std::array<Cell, 3>{number(name.id), name.key, name.name});
        grow(Changed::Account, number(name.id));
    }
    for (const NewName& name : resolved.stubProjects) {
        m_stubProject.run(std::array<Cell, 4>{number(name.id), name.key, name.name, number(resolved.nobody)});
        grow(Changed::Project, number(name.id));
    }
}

void BatchWriter::grow(Changed kind, std::int64_t id)
{
    m_difference.grow();
    m_changes.note(kind, id);
}

void BatchWriter::writeAccounts(const RowBatch& rows, const ResolvedBatch& resolved)
{
    std::string uuid;
    for (std::size_t i = 0; i < rows.accounts.size(); ++i) {
        const ImportedAccount& row = rows.accounts[i];
        std::array<Cell, 12> cells{row.key,
                                   row.name,
                                   row.email,
                                   Cell::reference(resolved.accountDomains[i]),
                                   row.emailVerified,
                                   row.joined,
                                   row.twoFactor,
                                   row.signupIp,
                                   stateCell(row.state),
                                   row.uuid,
                                   row.note,
                                   std::int64_t{0}};
        const auto [id, fresh] = resolved.accounts[i];
        if (fresh) {
            m_accounts.insert(id, cells);
            grow(Changed::Account, id);
            continue;
        }
        const std::vector<Cell>* before = m_accounts.read(id);
        if (before == nullptr) {
            throw SQLite::Exception("an account that was there is gone", SQLITE_CORRUPT);
        }
        if (row.uuid.empty() && (*before)[kJoinedCell] == cells[kJoinedCell]) {
            uuid = (*before)[kUuidCell].text; // a file that does not tell the uuid does not take it away
            cells[kUuidCell] = Utf8(uuid);
        }
        if (m_accounts.update(id, cells, m_difference)) {
            m_changes.note(Changed::Account, id);
        }
    }
    m_accounts.flush();
}

void BatchWriter::writeProjects(const RowBatch& rows, const ResolvedBatch& resolved)
{
    for (std::size_t i = 0; i < rows.projects.size(); ++i) {
        const ImportedProject& row = rows.projects[i];
        const std::array<Cell, 15> cells{row.key,
                                         row.name,
                                         number(resolved.projectOwners[i]),
                                         row.created,
                                         row.releases,
                                         row.files,
                                         row.totalBytes,
                                         row.pyModules,
                                         row.consoleScripts,
                                         row.repoUrl,
                                         row.publisher,
                                         row.summary,
                                         stateCell(row.state),
                                         row.note,
                                         std::int64_t{0}};
        const auto [id, fresh] = resolved.projects[i];
        if (fresh) {
            m_projects.insert(id, cells);
            grow(Changed::Project, id);
            continue;
        }
        if (m_projects.read(id) == nullptr) {
            throw SQLite::Exception("a project that was there is gone", SQLITE_CORRUPT);
        }
        if (m_projects.update(id, cells, m_difference)) {
            m_changes.note(Changed::Project, id);
        }
    }
    m_projects.flush();
}

void BatchWriter::writeUploads(const RowBatch& rows, const ResolvedBatch& resolved)
{
    if (!rows.uploads.empty() && !m_uploadsLoaded) {
        loadUploads();
    }
    for (std::size_t i = 0; i < rows.uploads.size(); ++i) {
        if (i + kAhead < rows.uploads.size()) {
            m_identities.warm(resolved.uploads[i + kAhead].hash);
        }
        const ImportedUpload& row = rows.uploads[i];
        const ResolvedBatch::Upload& of = resolved.uploads[i];
        const std::array<Cell, 7> cells{number(of.project), row.version, row.filename, Cell::reference(of.account),
                                        row.uploaded,       row.size,    row.sha256};
        const auto isThis = [&](std::uint64_t id) {
            return m_uploads.read(static_cast<std::int64_t>(id)) != nullptr && m_uploads.same(cells);
        };
        if (const std::uint64_t id = m_identities.find(of.hash, isThis); id != 0) {
            if (m_uploads.update(static_cast<std::int64_t>(id), cells, m_difference)) {
                m_changes.note(Changed::Upload, static_cast<std::int64_t>(id));
            }
            continue;
        }
        m_uploads.leave();
        if (static_cast<std::uint64_t>(++m_lastUpload) > IdentityTable::kMostRows) {
            throw SQLite::Exception("more uploads than an import can handle", SQLITE_FULL);
        }
        m_uploads.insert(m_lastUpload, cells);
        m_identities.add(of.hash, static_cast<std::uint64_t>(m_lastUpload));
        grow(Changed::Upload, m_lastUpload);
    }
    m_uploads.flush();
}

/// No index of the file tells an upload's identity: it would cost more than all the rows. An import
/// reads the identities once and keeps 8 to 16 bytes of each until it ends.
void BatchWriter::loadUploads()
{
    m_identities.reserve(static_cast<std::size_t>(m_connection.number("SELECT coalesce(max(id), 0) FROM upload")));
    BulkStatement all(m_connection, "SELECT id, project_id, version, filename FROM upload ORDER BY id");
    for (bool more = all.first({}); more; more = all.next()) {
        m_lastUpload = all.number(0);
        m_identities.add(uploadHash(static_cast<std::uint32_t>(all.number(1)), all.text(2), all.text(3)),
                         static_cast<std::uint64_t>(m_lastUpload));
    }
    m_uploadsLoaded = true;
}

void BatchWriter::writeRoles(const RowBatch& rows, const ResolvedBatch& resolved)
{
    for (std::size_t i = 0; i < rows.roles.size(); ++i) {
        const ResolvedBatch::Pair& of = resolved.roles[i];
        const std::int64_t before = m_connection.totalChanges();
        m_role.run(std::array<Cell, 3>{number(of.project), number(of.account), rows.roles[i].role});
        if (m_connection.totalChanges() != before) {
            grow(Changed::Project, number(of.project));
        }
    }
}

void BatchWriter::writeReports(const RowBatch& rows, const ResolvedBatch& resolved)
{
    if (!rows.reports.empty() && m_lastReport == 0) {
        m_lastReport = m_connection.number("SELECT coalesce(max(id), 0) FROM report");
    }
    for (std::size_t i = 0; i < rows.reports.size(); ++i) {
        const ImportedReport& row = rows.reports[i];
        const ResolvedBatch::Pair& on = resolved.reports[i];
        const std::array<Cell, 8> cells{Cell::reference(on.project),
                                        Cell::reference(on.account),
                                        row.observer,
                                        row.kind,
                                        row.created,
                                        row.trusted,
                                        row.summary,
                                        row.url};
        const std::int64_t id = reportOf(row, on);
        if (id == 0) {
            m_reports.insert(++m_lastReport, cells);
            m_reports.flush(); // the next row may be the same one
            grow(Changed::Report, m_lastReport);
        } else {
            if (m_reports.read(id) == nullptr) {
                throw SQLite::Exception("a report that was there is gone", SQLITE_CORRUPT);
            }
            if (m_reports.update(id, cells, m_difference)) {
                m_changes.note(Changed::Report, id);
            }
        }
        on.project != 0 ? flag(m_flagProject, Changed::Project, on.project)
                        : flag(m_flagAccount, Changed::Account, on.account);
    }
}

std::int64_t BatchWriter::reportOf(const ImportedReport& row, const ResolvedBatch::Pair& on)
{
    BulkStatement& find = on.project != 0 ? m_reportOnProject : m_reportOnAccount;
    const std::array<Cell, 4> identity{number(on.project != 0 ? on.project : on.account), row.observer, row.kind,
                                       row.created};
    const std::int64_t id = find.first(identity) ? find.number(0) : 0;
    find.reset();
    return id;
}

void BatchWriter::flag(BulkStatement& statement, Changed kind, std::int64_t id)
{
    const std::int64_t before = m_connection.totalChanges();
    const Cell value(id);
    statement.run({&value, 1});
    if (m_connection.totalChanges() != before) {
        grow(kind, id);
    }
}

void BatchWriter::writeMark(const RowBatch& rows)
{
    if (!rows.mark) {
        return;
    }
    const ImportMark& mark = *rows.mark;
    m_connection.run("INSERT INTO reading(id, job, file, offset, line, rejected) VALUES (1, ?, ?, ?, ?, ?) "
                     "ON CONFLICT(id) DO UPDATE SET job = excluded.job, file = excluded.file, "
                     "offset = excluded.offset, line = excluded.line, rejected = excluded.rejected",
                     mark.job, mark.file, mark.offset, mark.line, mark.rejected);
    for (const ImportRejection& line : rows.rejected) {
        m_connection.run("INSERT INTO reading_rejected(file, line, place, reason) VALUES (?, ?, ?, ?)", line.file,
                         line.line, line.column, line.reason);
    }
}

} // namespace cordon::store
