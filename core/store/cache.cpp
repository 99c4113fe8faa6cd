// SPDX-License-Identifier: Apache-2.0
#include "core/store/cache.h"

#include "core/store/change_log.h"
#include "core/store/import.h"

namespace cordon::store {

Cache::Cache(const QString& path, Mode readers, WriterThread* thread, std::unique_ptr<Connection> writer)
    : m_writer(thread, std::move(writer), cacheSchema()), m_readers(path, cacheSchema(), readers)
{
}

// What an import that was broken off has still to tell is older than this change: it begins anew.
template<class Change>
Done Cache::change(Change work)
{
    return m_writer.write([this, &work](Connection& connection) -> Done {
        ChangeLog changes;
        work(connection, changes);
        if (changes.isEmpty()) {
            return {};
        }
        ++m_otherChanges;
        connection.run("UPDATE state SET changed = 1 WHERE changed = 0");
        changes.write(connection);
        if (!m_importing) {
            forgetReading(connection);
        }
        return {};
    });
}

namespace {

/// Runs an UPDATE of one row that returns its id where it changed.
template<class... Values>
void update(Connection& connection, ChangeLog& changes, Changed kind, const char* sql, const Values&... values)
{
    Query row = connection.query(sql, values...);
    if (row.next()) {
        changes.note(kind, row.number(0));
    }
}

} // namespace

Done Cache::flag(const std::vector<Subject>& subjects)
{
    return change([&subjects](Connection& connection, ChangeLog& changes) {
        for (const Subject& subject : subjects) {
            if (subject.kind == SubjectKind::Account) {
                update(connection, changes, Changed::Account,
                       "UPDATE account SET flagged = 1 WHERE key = ? AND flagged = 0 RETURNING id", subject.key);
            } else if (subject.kind == SubjectKind::Project) {
                update(connection, changes, Changed::Project,
                       "UPDATE project SET flagged = 1 WHERE key = ? AND flagged = 0 RETURNING id", subject.key);
            }
        }
    });
}

std::unique_ptr<CacheImport> Cache::beginImport()
{
    return std::make_unique<Import>(m_writer, m_readers, m_otherChanges, m_importing);
}

Result<std::uint64_t> Cache::finishImport()
{
    return m_writer.write([](Connection& connection) -> Result<std::uint64_t> { return countGeneration(connection); });
}

std::uint64_t countGeneration(Connection& connection)
{
    connection.run("UPDATE state SET generation = generation + changed, changed = 0 WHERE changed = 1");
    return static_cast<std::uint64_t>(connection.number("SELECT generation FROM state"));
}

void forgetReading(Connection& connection)
{
    connection.run("DELETE FROM reading");
    connection.run("DELETE FROM reading_rejected");
}

Done Cache::setAccountState(const QString& key, AccountState state, const QString& uuid)
{
    return change([&](Connection& connection, ChangeLog& changes) {
        // A reading that does not tell the uuid does not take it away.
        update(connection, changes, Changed::Account,
               "UPDATE account SET state = ?2, uuid = iif(?3 = '', uuid, ?3) "
               "WHERE key = ?1 AND (state <> ?2 OR (?3 <> '' AND uuid <> ?3)) RETURNING id",
               key, state, uuid);
    });
}

Done Cache::setProjectState(const QString& key, ProjectState state)
{
    return change([&](Connection& connection, ChangeLog& changes) {
        update(connection, changes, Changed::Project,
               "UPDATE project SET state = ?2 WHERE key = ?1 AND state <> ?2 RETURNING id", key, state);
    });
}

Result<CacheCounts> Cache::counts(std::stop_token stop) const
{
    return m_readers.read(stop, [](Connection& connection) -> Result<CacheCounts> { return readCounts(connection); });
}

Result<CacheVersion> Cache::scan(CacheVisitor& visitor, std::stop_token stop) const
{
    return m_readers.read(
        stop, [&](Connection& connection) -> Result<CacheVersion> { return scanRows(connection, visitor); });
}

Result<std::optional<CacheVersion>> Cache::scanChanges(std::uint64_t since, std::int64_t most, ChangeVisitor& visitor,
                                                       std::stop_token stop) const
{
    return m_readers.read(stop, [&](Connection& connection) -> Result<std::optional<CacheVersion>> {
        return store::scanChanges(connection, since, most, visitor);
    });
}

Result<CacheVersion> Cache::version(std::stop_token stop) const
{
    return m_readers.read(stop, [](Connection& connection) -> Result<CacheVersion> { return readVersion(connection); });
}

Result<std::vector<Upload>> Cache::uploads(std::span<const std::int64_t> ids, std::stop_token stop) const
{
    return m_readers.read(
        stop, [ids](Connection& connection) -> Result<std::vector<Upload>> { return readUploads(connection, ids); });
}

} // namespace cordon::store
