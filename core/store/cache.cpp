// SPDX-License-Identifier: Apache-2.0
#include "core/store/cache.h"

namespace cordon::store {

Cache::Cache(const QString& path, Mode readers, WriterThread* thread, std::unique_ptr<Connection> writer)
    : m_writer(thread, std::move(writer), cacheSchema()), m_readers(path, cacheSchema(), readers)
{
}

template<class Change>
Done Cache::change(Change work)
{
    return m_writer.write([this, &work](Connection& connection) -> Done {
        const std::int64_t before = connection.totalChanges();
        if (const Done done = work(connection); !done) {
            return done;
        }
        if (connection.totalChanges() != before) {
            ++m_otherChanges;
            connection.run("UPDATE state SET changed = 1 WHERE changed = 0");
        }
        return {};
    });
}

Done Cache::flag(const std::vector<Subject>& subjects)
{
    return change([&subjects](Connection& connection) -> Done {
        for (const Subject& subject : subjects) {
            if (subject.kind == SubjectKind::Account) {
                connection.run("UPDATE account SET flagged = 1 WHERE key = ? AND flagged = 0", subject.key);
            } else if (subject.kind == SubjectKind::Project) {
                connection.run("UPDATE project SET flagged = 1 WHERE key = ? AND flagged = 0", subject.key);
            }
        }
        return {};
    });
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

Done Cache::setAccountState(const QString& key, AccountState state, const QString& uuid)
{
    return change([&](Connection& connection) -> Done {
        // A reading that does not tell the uuid does not take it away.
        connection.run("UPDATE account SET state = ?2, uuid = iif(?3 = '', uuid, ?3) "
                       "WHERE key = ?1 AND (state <> ?2 OR (?3 <> '' AND uuid <> ?3))",
                       key, state, uuid);
        return {};
    });
}

Done Cache::setProjectState(const QString& key, ProjectState state)
{
    return change([&](Connection& connection) -> Done {
        connection.run("UPDATE project SET state = ?2 WHERE key = ?1 AND state <> ?2", key, state);
        return {};
    });
}

Result<CacheCounts> Cache::counts(std::stop_token stop) const
{
    return m_readers.read(stop, [](Connection& connection) -> Result<CacheCounts> { return readCounts(connection); });
}

Result<std::uint64_t> Cache::scan(CacheVisitor& visitor, std::stop_token stop) const
{
    return m_readers.read(
        stop, [&](Connection& connection) -> Result<std::uint64_t> { return scanRows(connection, visitor); });
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
