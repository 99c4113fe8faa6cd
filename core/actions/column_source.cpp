// SPDX-License-Identifier: Apache-2.0
#include "core/actions/column_source.h"

#include "core/index/column_file.h"
#include "core/index/columns_builder.h"

#include <QDir>

#include <exception>

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
    if (m_columns && sameRows(*version, m_version)) {
        return m_columns;
    }
    if (!version->changed) {
        // A picture that cannot be used is replaced below; the cache says all that it says.
        if (auto kept = readColumns(m_path, originOf(*version), stop); kept && *kept) {
            m_columns = std::move(*kept);
            m_version = *version;
            return m_columns;
        }
    }
    ColumnsBuilder builder;
    const auto scanned = cache.scan(builder, stop);
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    auto built = builder.finish(scanned->generation, stop);
    if (!built) {
        return built;
    }
    m_columns = std::move(*built);
    m_version = *scanned;
    if (mayKeep) {
        keep(m_version);
    }
    return m_columns;
}

// A start without a picture only takes longer, so that it could not be written is nobody's concern.
void ColumnSource::keep(const CacheVersion& version)
{
    const std::size_t rows =
        m_columns->size(Table::Accounts) + m_columns->size(Table::Projects) + m_columns->size(Table::Uploads);
    if (version.changed || rows < m_worthKeeping) {
        return;
    }
    m_writing = std::jthread([columns = m_columns, origin = originOf(version), path = m_path] {
        try {
            [[maybe_unused]] const Done written = writeColumns(*columns, origin, path);
        } catch (const std::exception&) { // no room for a part of it
        }
    });
}

} // namespace cordon
