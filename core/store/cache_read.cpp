// SPDX-License-Identifier: Apache-2.0
#include "core/store/cache.h"
#include "core/store/row_views.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cordon::store {

namespace {

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

CacheVersion scanRows(Connection& connection, CacheVisitor& visitor)
{
    const auto rowsOf = [&connection](const char* select, const char* order) {
        return RawRows(connection, std::string(select) + "ORDER BY " + order);
    };
    for (RawRows row = rowsOf(kSelectAccounts, "a.id"); row.next();) {
        visitor.account(accountOf(row));
    }
    for (RawRows row = rowsOf(kSelectProjects, "id"); row.next();) {
        visitor.project(projectOf(row));
    }
    for (RawRows row = rowsOf(kSelectUploads, "id"); row.next();) {
        visitor.upload(uploadOf(row));
    }
    for (RawRows row = rowsOf(kSelectRoles, "1, 2, 3"); row.next();) {
        visitor.role(roleOf(row));
    }
    for (RawRows row = rowsOf(kSelectReports, "id"); row.next();) {
        visitor.report(reportOf(row));
    }
    return readVersion(connection);
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
