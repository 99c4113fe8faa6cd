// SPDX-License-Identifier: Apache-2.0
#include "core/actions/column_source.h"

#include "core/index/column_file.h"
#include "core/index/columns_builder.h"
#include "core/index/columns_merge.h"

#include <QDir>

#include <exception>
#include <new>

namespace cordon {
namespace {

ColumnOrigin originOf(const CacheVersion& version)
{
    return {version.cache, version.generation};
}

bool sameRows(const CacheVersion& a, const CacheVersion& b)
{
    return !a.changed && !b.changed && a.generation == b.generation && a.cache == b.cache;
}

/// Whether what has changed since `older` may be asked for.
bool isAncestor(const CacheVersion& older, const CacheVersion& newer)
{
    return !older.changed && older.cache == newer.cache && older.generation <= newer.generation;
}

} // namespace

ColumnSource::ColumnSource(const QString& folder, std::size_t worthKeeping)
    : m_path(QDir(folder).filePath(QStringLiteral("columns.bin"))), m_worthKeeping(worthKeeping)
{
}

Result<std::shared_ptr<const Columns>> ColumnSource::current(const CacheStore& cache, bool mayKeep,
                                                             std::stop_token stop)
{
    const auto version = cache.version(stop);
    if (!version) {
        return tl::unexpected(version.error());
    }
    if (m_seen.columns && sameRows(*version, m_seen.version)) {
        return m_seen.columns;
    }
    if (!m_seen.columns || !isAncestor(m_seen.version, *version)) {
        m_seen = {}; // before others come in: there is no use for both
        auto kept = picture(*version, stop);
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        m_seen = std::move(*kept);
    }
    if (m_seen.columns && sameRows(*version, m_seen.version)) {
        return m_seen.columns;
    }
    auto seen = m_seen.columns ? broughtUpToDate(cache, m_seen, stop) : Result<Seen>();
    if (seen && !seen->columns) {
        seen = built(cache, stop);
    }
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    m_seen = std::move(*seen);
    if (mayKeep) {
        keep();
    }
    return m_seen.columns;
}

// A picture that cannot be used is made anew; the cache says all that it says.
Result<ColumnSource::Seen> ColumnSource::picture(const CacheVersion& version, const std::stop_token& stop) const
{
    const auto origin = pictureOrigin(m_path);
    const CacheVersion kept = origin ? CacheVersion{origin->cache, origin->generation, false} : CacheVersion();
    if (!origin || !isAncestor(kept, version)) {
        return Seen();
    }
    auto read = readColumns(m_path, *origin, stop);
    if (!read && read.error().kind == ErrorKind::Cancelled) {
        return tl::unexpected(read.error());
    }
    return read && *read ? Seen{std::move(*read), kept} : Seen();
}

Result<ColumnSource::Seen> ColumnSource::broughtUpToDate(const CacheStore& cache, const Seen& before,
                                                         const std::stop_token& stop)
{
    try {
        ChangeReader changes(before.columns);
        const auto version = cache.scanChanges(before.version.generation, mostToMerge(*before.columns), changes, stop);
        if (!version) {
            return tl::unexpected(version.error());
        }
        if (!*version) {
            return Seen();
        }
        auto merged = mergedColumns(*before.columns, changes.take(), (*version)->generation, stop);
        if (!merged) {
            return tl::unexpected(merged.error());
        }
        return Seen{std::move(*merged), **version};
    } catch (const std::bad_alloc&) { // no room for both: without the older ones there may be
        return Seen();
    }
}

Result<ColumnSource::Seen> ColumnSource::built(const CacheStore& cache, const std::stop_token& stop)
{
    ColumnsBuilder builder;
    const auto version = cache.scan(builder, stop);
    if (!version) {
        return tl::unexpected(version.error());
    }
    auto columns = builder.finish(version->generation, stop);
    if (!columns) {
        return tl::unexpected(columns.error());
    }
    return Seen{std::move(*columns), *version};
}

// A start without a picture only takes longer, so that it could not be written is nobody's concern.
void ColumnSource::keep()
{
    const Columns& columns = *m_seen.columns;
    const std::size_t rows =
        columns.size(Table::Accounts) + columns.size(Table::Projects) + columns.size(Table::Uploads);
    if (m_seen.version.changed || rows < m_worthKeeping) {
        return;
    }
    m_writing = std::jthread([columns = m_seen.columns, origin = originOf(m_seen.version), path = m_path] {
        try {
            [[maybe_unused]] const Done written = writeColumns(*columns, origin, path);
        } catch (const std::exception&) { // no room for a part of it
        }
    });
}

} // namespace cordon
