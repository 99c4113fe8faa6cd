// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/cache_store.h"
#include "core/store/reader_pool.h"
#include "core/store/writer.h"

namespace cordon::store {

/// cache.db behind CacheStore. Thread: any.
class Cache final : public CacheStore {
public:
    Cache(const QString& path, Mode readers, WriterThread* thread, std::unique_ptr<Connection> writer);

    [[nodiscard]] Done write(const ImportBatch& batch) override;
    [[nodiscard]] std::unique_ptr<CacheImport> beginImport() override;
    [[nodiscard]] Done flag(const std::vector<Subject>& subjects) override;
    [[nodiscard]] Result<std::uint64_t> finishImport() override;
    [[nodiscard]] Done setAccountState(const QString& key, AccountState state, const QString& uuid) override;
    [[nodiscard]] Done setProjectState(const QString& key, ProjectState state) override;
    [[nodiscard]] Result<CacheCounts> counts(std::stop_token stop) const override;
    [[nodiscard]] Result<std::uint64_t> scan(CacheVisitor& visitor, std::stop_token stop) const override;
    [[nodiscard]] Result<CacheVersion> version(std::stop_token stop) const override;
    [[nodiscard]] Result<std::vector<Upload>> uploads(std::span<const std::int64_t> ids,
                                                      std::stop_token stop) const override;

private:
    /// A change that also notes whether any row is different afterwards.
    template<class Change>
    Done change(Change work);

    Writer m_writer; // closes last: only then SQLite folds the log into the file and removes it
    ReaderPool m_readers;
    std::int64_t m_otherChanges = 0; ///< rows changed, other than by imports; by the writer thread
};

/// Counts a new generation where rows have changed since the last one. Throws SQLite::Exception.
[[nodiscard]] std::uint64_t countGeneration(Connection& connection);
/// Reads everything, in one read transaction. Throws SQLite::Exception, also when interrupted.
[[nodiscard]] std::uint64_t scanRows(Connection& connection, CacheVisitor& visitor);
[[nodiscard]] CacheVersion readVersion(Connection& connection);
[[nodiscard]] std::vector<Upload> readUploads(Connection& connection, std::span<const std::int64_t> ids);
[[nodiscard]] CacheCounts readCounts(Connection& connection);

} // namespace cordon::store
