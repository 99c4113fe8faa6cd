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
    [[nodiscard]] Done flag(const std::vector<Subject>& subjects) override;
    [[nodiscard]] Result<std::uint64_t> finishImport() override;
    [[nodiscard]] Done setAccountState(const QString& key, AccountState state, const QString& uuid) override;
    [[nodiscard]] Done setProjectState(const QString& key, ProjectState state) override;
    [[nodiscard]] Result<CacheCounts> counts(std::stop_token stop) const override;
    [[nodiscard]] Result<CacheRows> load(std::stop_token stop) const override;

private:
    /// A change that also notes whether any row is different afterwards.
    template<class Change>
    Done change(Change work);

    Writer m_writer; // closes last: only then SQLite folds the log into the file and removes it
    ReaderPool m_readers;
};

/// Writes one batch inside the caller's transaction. Throws SQLite::Exception.
[[nodiscard]] Done writeBatch(Connection& connection, const ImportBatch& batch);
/// Reads everything. Throws SQLite::Exception, also when interrupted.
[[nodiscard]] CacheRows readRows(Connection& connection);
[[nodiscard]] CacheCounts readCounts(Connection& connection);

} // namespace cordon::store
