// SPDX-License-Identifier: Apache-2.0
// The rows that have changed since a generation, read by their numbers.
#include "core/store/cache.h"
#include "core/store/change_log.h"
#include "core/store/row_views.h"

#include <string>

namespace cordon::store {

namespace {

/// Hands each row of the ranges, which are ?1 and ?2 of the statement, to `take`.
template<class Take>
void overRanges(Connection& connection, const RowRanges& ranges, const std::string& sql, Take take)
{
    if (ranges.empty()) {
        return;
    }
    RawRows row(connection, sql);
    for (const RowRange& range : ranges) {
        row.over(range.first, range.last);
        while (row.next()) {
            take(row);
        }
    }
}

std::string between(const char* select, const char* id, const char* order)
{
    return std::string(select) + "WHERE " + id + " BETWEEN ?1 AND ?2 ORDER BY " + order;
}

RowRanges withBesides(RowRanges ranges, const std::vector<std::int64_t>& ids)
{
    for (const std::int64_t id : ids) {
        ranges.push_back({id, id});
    }
    return joined(std::move(ranges));
}

/// Columns know the place of a report and not its number: the numbers must tell the places.
bool reportsStandByNumber(Connection& connection)
{
    return connection.number("SELECT count(*) = coalesce(max(id), 0) AND coalesce(min(id), 1) = 1 FROM report") != 0;
}

} // namespace

std::optional<CacheVersion> scanChanges(Connection& connection, std::uint64_t since, std::int64_t most,
                                        ChangeVisitor& visitor)
{
    const CacheVersion version = readVersion(connection);
    const Changes changes = changesAfter(connection, since);
    const RowRanges& projects = changes.of(Changed::Project);
    const RowRanges& reports = changes.of(Changed::Report);
    if (since > version.generation || !changes.known || changes.rows() > most ||
        (!reports.empty() && !reportsStandByNumber(connection))) {
        return std::nullopt;
    }
    overRanges(connection, changes.of(Changed::Account), between(kSelectAccounts, "a.id", "a.id"),
               [&visitor](const RawRows& row) { visitor.account(accountOf(row)); });
    overRanges(connection, projects, between(kSelectProjects, "id", "id"),
               [&visitor](const RawRows& row) { visitor.project(projectOf(row)); });
    const RowRanges uploads = withBesides(changes.of(Changed::Upload), visitor.uploadsBesides());
    overRanges(connection, uploads, between(kSelectUploads, "id", "id"),
               [&visitor](const RawRows& row) { visitor.upload(uploadOf(row)); });
    overRanges(connection, projects, between(kSelectRoles, "project_id", "1, 2, 3"),
               [&visitor](const RawRows& row) { visitor.role(roleOf(row)); });
    overRanges(connection, reports, between(kSelectReports, "id", "id"),
               [&visitor](const RawRows& row) { visitor.report(reportOf(row)); });
    return version;
}

} // namespace cordon::store
