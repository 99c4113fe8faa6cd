// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/importer.h"
#include "tests/unit/ingest/reading.h"

#include <QTemporaryDir>

namespace cordon::test {

inline const QByteArray kAccounts = "username,email,date_joined\n";
inline const QByteArray kProjects = "project,owner,created\n";

inline QByteArray accountLines(int count)
{
    QByteArray lines = kAccounts;
    for (int i = 0; i < count; ++i) {
        const QByteArray name = "user" + QByteArray::number(i);
        lines += name + ',' + name + "@example.org,2025-06-11\n";
    }
    return lines;
}

/// Keeps the batches in the order in which they came.
class FakeCache : public CacheStore {
public:
    std::unique_ptr<CacheImport> beginImport() override;
    Done flag(const std::vector<Subject>&) override { return {}; }
    Result<std::uint64_t> finishImport() override { return std::uint64_t{7}; }
    Done setAccountState(const QString&, AccountState, const QString&) override { return {}; }
    Done setProjectState(const QString&, ProjectState) override { return {}; }
    Result<CacheCounts> counts(std::stop_token) const override
    {
        CacheCounts counts;
        for (const auto& batch : batches) {
            counts.accounts += std::ssize(batch->accounts);
            counts.projects += std::ssize(batch->projects);
            counts.uploads += std::ssize(batch->uploads);
            counts.roles += std::ssize(batch->roles);
            counts.reports += std::ssize(batch->reports);
        }
        return counts;
    }
    Result<CacheVersion> scan(CacheVisitor&, std::stop_token) const override { return CacheVersion{}; }
    Result<std::optional<CacheVersion>> scanChanges(std::uint64_t, std::int64_t, ChangeVisitor&,
                                                    std::stop_token) const override
    {
        return std::optional<CacheVersion>();
    }
    Result<CacheVersion> version(std::stop_token) const override { return CacheVersion{}; }
    Result<std::vector<Upload>> uploads(std::span<const std::int64_t>, std::stop_token) const override
    {
        return std::vector<Upload>();
    }

    std::function<void()> onWrite;
    bool failing = false;
    std::vector<RowBatchHandle> batches;
    std::vector<QByteArray> jobs;
    int finished = 0;
    ImportEnd end = ImportEnd::Complete;
};

class FakeImport : public CacheImport {
public:
    explicit FakeImport(FakeCache& cache) : m_cache(cache) {}

    Result<std::optional<ImportLeftOver>> leftOver(const QByteArray& job) override
    {
        m_cache.jobs.push_back(job);
        return std::nullopt;
    }
    Done write(RowBatchHandle rows) override
    {
        if (m_cache.onWrite) {
            m_cache.onWrite();
        }
        if (m_cache.failing) {
            return failure(ErrorKind::Io, QStringLiteral("the disk is full"));
        }
        m_cache.batches.push_back(std::move(rows));
        return {};
    }
    Result<std::uint64_t> finish(ImportEnd end) override
    {
        ++m_cache.finished;
        m_cache.end = end;
        return std::uint64_t{7};
    }

private:
    FakeCache& m_cache;
};

inline std::unique_ptr<CacheImport> FakeCache::beginImport()
{
    return std::make_unique<FakeImport>(*this);
}

/// A folder of files, and a cache that they are imported into.
class ImportPlace {
public:
    void write(const char* name, const QByteArray& bytes) const { writeAll(path(name), bytes); }
    [[nodiscard]] QString path(const char* name) const
    {
        return *name == '\0' ? m_folder.path() : m_folder.filePath(QString::fromUtf8(name));
    }
    /// Names are of the folder; an empty one is the folder.
    Result<ImportOutcome> import(std::initializer_list<const char*> names)
    {
        QStringList paths;
        for (const char* name : names) {
            paths.push_back(path(name));
        }
        return importPaths(cache, paths, {}, {});
    }

    FakeCache cache;

private:
    QTemporaryDir m_folder;
};

} // namespace cordon::test
