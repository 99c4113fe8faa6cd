// SPDX-License-Identifier: Apache-2.0
#include "core/store/workspace.h"

#include "core/domain/visible_text.h"
#include "core/store/cache.h"
#include "core/store/file_check.h"
#include "core/store/folder_lock.h"
#include "core/store/journal.h"
#include "core/store/opening.h"
#include "core/store/writer_thread.h"

#include <QFileInfo>

#include <optional>

namespace cordon {

struct Workspace::Parts {
    QString folder;
    Access access = Access::ReadOnly;
    std::optional<store::FolderLock> lock; // goes last
    std::unique_ptr<store::Cache> cache;
    std::unique_ptr<store::Journal> journal;
    std::unique_ptr<store::WriterThread> writer; // goes first: what is queued still finds the stores
};

namespace {

/// A cache can be made again, so its trouble comes with that advice.
Error withCacheAdvice(Error error)
{
    if (error.kind == ErrorKind::Integrity) {
        error.next =
            QStringLiteral("Move cache.db away, run cordonctl init, and import again: the cache can be rebuilt.");
    }
    return error;
}

} // namespace

Workspace::Workspace(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const QString& folder, Access access)
{
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    if (canonical.isEmpty() || !QFileInfo(canonical).isDir()) {
        return failure(ErrorKind::BadInput, QStringLiteral("There is no folder %1.").arg(forCell(folder, 1'000)), {},
                       QStringLiteral("Make a workspace first: cordonctl init."));
    }
    auto parts = std::make_unique<Parts>();
    parts->folder = canonical;
    parts->access = access;
    const store::Schema& cacheSchema = store::cacheSchema();
    const store::Schema& journalSchema =
        access == Access::Examine ? store::damagedJournalSchema() : store::journalSchema();
    const QString cachePath = canonical + QLatin1Char('/') + cacheSchema.file;
    const QString journalPath = canonical + QLatin1Char('/') + journalSchema.file;

    // Before the lock: a folder that is no workspace gets no file from us.
    if (const Done ours = store::checkFile(journalPath, journalSchema); !ours) {
        return tl::unexpected(ours.error());
    }
    if (const Done ours = store::checkFile(cachePath, cacheSchema); !ours) {
        return tl::unexpected(withCacheAdvice(ours.error()));
    }
    if (access == Access::ReadWrite) {
        auto lock = store::FolderLock::take(canonical);
        if (!lock) {
            return tl::unexpected(lock.error());
        }
        parts->lock.emplace(std::move(*lock));
        parts->writer = std::make_unique<store::WriterThread>();
    }
    auto journal = store::openDatabase(journalPath, journalSchema, access);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    auto cache = store::openDatabase(cachePath, cacheSchema, access);
    if (!cache) {
        return tl::unexpected(withCacheAdvice(cache.error()));
    }
    const auto readersOf = [](store::Mode mode) { return mode == store::Mode::Write ? store::Mode::Read : mode; };
    parts->journal = std::make_unique<store::Journal>(journalPath, journalSchema, readersOf(journal->mode),
                                                      parts->writer.get(), std::move(journal->connection));
    parts->cache = std::make_unique<store::Cache>(cachePath, readersOf(cache->mode), parts->writer.get(),
                                                  std::move(cache->connection));
    return std::unique_ptr<Workspace>(new Workspace(std::move(parts)));
}

const QString& Workspace::folder() const
{
    return m_parts->folder;
}

Access Workspace::access() const
{
    return m_parts->access;
}

CacheStore& Workspace::cache()
{
    return *m_parts->cache;
}

JournalStore& Workspace::journal()
{
    return *m_parts->journal;
}

int Workspace::cacheSchema()
{
    return store::cacheSchema().version();
}

int Workspace::journalSchema()
{
    return store::journalSchema().version();
}

} // namespace cordon
