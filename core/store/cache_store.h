// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/domain/result.h"
#include "core/domain/subject.h"
#include "core/store/cache_scan.h"
#include "core/store/row_batch.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace cordon {

/// How many rows the cache holds.
struct CacheCounts {
    std::int64_t accounts = 0, projects = 0, uploads = 0, roles = 0, reports = 0, domains = 0;
    std::int64_t unresolved = 0; ///< stubs: names that a row mentions and no import has described
};

/// Two equal versions without changes since hold the same rows.
struct CacheVersion {
    QByteArray cache; ///< names the file, whatever is in it; another cache has another name
    std::uint64_t generation = 0;
    bool changed = false; ///< rows were written since that generation was finished
};

enum class ImportEnd {
    Complete,
    BrokenOff, ///< may be gone on with later
};

/// An import in batches, each written in one transaction, all of it or none, in order, while the next
/// one is made ready. The latest row wins; same rows, no change. Names that nobody has described
/// become stubs. A report flags its own subject. Io on a full disk: the batches before stay. What is
/// not written when it goes is dropped. Thread: one; it ends before the store.
class CacheImport {
public:
    virtual ~CacheImport() = default;

    /// Before the first batch: about so many bytes of files are to come.
    virtual void expect(std::int64_t bytes) { static_cast<void>(bytes); }

    /// What an import of these very files has left behind that was stopped or killed. What one of
    /// other files has left is forgotten.
    [[nodiscard]] virtual Result<std::optional<ImportLeftOver>> leftOver(const QByteArray& job) = 0;

    /// Hands a batch over and returns while it is being written; an error may be that of the batch
    /// before. After one nothing more is written.
    [[nodiscard]] virtual Done write(RowBatchHandle rows) = 0;

    /// Waits for the last batch, then as CacheStore::finishImport().
    [[nodiscard]] virtual Result<std::uint64_t> finish(ImportEnd end) = 0;
};

/// cache.db: what the registry and the imports said. Can be rebuilt at any time.
/// Thread: any. Writes run one after another on the workspace's writer thread while the caller
/// waits; reads run on the caller's thread over a read-only connection and end early, with
/// Cancelled, when the token asks.
class CacheStore {
public:
    virtual ~CacheStore() = default;

    /// For files of any size. One at a time: while one is going on, all that another does is refused.
    [[nodiscard]] virtual std::unique_ptr<CacheImport> beginImport() = 0;

    /// Marks subjects as flagged; unknown ones are ignored.
    [[nodiscard]] virtual Done flag(const std::vector<Subject>& subjects) = 0;

    /// Notes that an import or sync is complete; returns the new generation. The generation
    /// stays the same when nothing changed since the last call.
    [[nodiscard]] virtual Result<std::uint64_t> finishImport() = 0;

    /// What a registry read just told (state of one subject), after a run or sync.
    [[nodiscard]] virtual Done setAccountState(const QString& key, AccountState state, const QString& uuid) = 0;
    [[nodiscard]] virtual Done setProjectState(const QString& key, ProjectState state) = 0;

    [[nodiscard]] virtual Result<CacheCounts> counts(std::stop_token stop = {}) const = 0;
    /// Hands every row to the visitor, all of one moment, and returns the version they belong to.
    [[nodiscard]] virtual Result<CacheVersion> scan(CacheVisitor& visitor, std::stop_token stop = {}) const = 0;
    /// The same of the rows that have changed after generation `since`. Nothing where nobody knows them
    /// or they are more than `most`: then scan().
    [[nodiscard]] virtual Result<std::optional<CacheVersion>>
    scanChanges(std::uint64_t since, std::int64_t most, ChangeVisitor& visitor, std::stop_token stop = {}) const = 0;
    [[nodiscard]] virtual Result<CacheVersion> version(std::stop_token stop = {}) const = 0;
    /// The whole records of some uploads, by the ids of a scan, in the order asked; an id that is gone
    /// yields an empty one.
    [[nodiscard]] virtual Result<std::vector<Upload>> uploads(std::span<const std::int64_t> ids,
                                                              std::stop_token stop = {}) const = 0;
};

} // namespace cordon
