// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/cache_store.h"
#include "core/store/reader_pool.h"
#include "core/store/writer.h"

#include <atomic>

namespace cordon::store {

/// cache.db behind CacheStore. Thread: any.
class Cache final : public CacheStore {
public:
    Cache(const QString& path, Mode readers, WriterThread* thread, std::unique_ptr<Connection> writer);

    [[nodiscard]] std::unique_ptr<CacheImport> beginImport() override;
    [[nodiscard]] Done flag(const std::vector<Subject>& subjects) override;
    [[nodiscard]] Result<std::uint64_t> finishImport() override;
    [[nodiscard]] Done setAccountState(const QString& key, AccountState state, const QString& uuid) override;
    [[nodiscard]] Done setProjectState(const QString& key, ProjectState state) override;
    [[nodiscard]] Result<CacheCounts> counts(std::stop_token stop) const override;
    [[nodiscard]] Result<CacheVersion> scan(CacheVisitor& visitor, std::stop_token stop) const override;
    [[nodiscard]] Result<std::optional<CacheVersion>>
    scanChanges(std::uint64_t since, std::int64_t most, ChangeVisitor& visitor, std::stop_token stop) const override;
    [[nodiscard]] Result<CacheVersion> version(std::stop_token stop) const override;
    [[nodiscard]] Result<std::vector<Upload>> uploads(std::span<const std::int64_t> ids,
                                                      std::stop_token stop) const override;

private:
    /// A change that also notes whether any row is different afterwards.
    template<class Change>
    Done change(Change work);

    Writer m_writer; // closes last: only then SQLite folds the log into the file and removes it
    ReaderPool m_readers;
    std::int64_t m_otherChanges = 0; ///< changes other than by imports; by the writer thread
    std::atomic<bool> m_importing = false;
};

/// Counts a new generation where rows have changed since the last one. Throws SQLite::Exception.
[[nodiscard]] std::uint64_t countGeneration(Connection& connection);
/// Reads everything, in one read transaction. Throws SQLite::Exception, also when interrupted.
[[nodiscard]] CacheVersion scanRows(Connection& connection, CacheVisitor& visitor);
/// The same of what has changed after generation `since`, as far as it is known and no more than `most` rows.
[[nodiscard]] std::optional<CacheVersion> scanChanges(Connection& connection, std::uint64_t since, std::int64_t most,
                                                      ChangeVisitor& visitor);
[[nodiscard]] CacheVersion readVersion(Connection& connection);
[[nodiscard]] std::vector<Upload> readUploads(Connection& connection, std::span<const std::int64_t> ids);
[[nodiscard]] CacheCounts readCounts(Connection& connection);
/// Forgets how far an import came that was broken off: it will begin anew.
void forgetReading(Connection& connection);

} // namespace cordon::store
