// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/index/columns.h"
#include "core/store/cache_store.h"

#include <QString>

#include <memory>
#include <stop_token>
#include <thread>

namespace cordon {

/// Where the columns of a workspace come from, the cheapest way first: those at hand while the cache
/// has not changed, the picture kept beside the cache, else the cache itself, of which a new picture
/// is then kept. Thread: one call at a time; the picture is written on a thread of its own.
class ColumnSource {
public:
    /// `folder`: the workspace's. Caches of fewer rows than `worthKeeping` are read as fast as a
    /// picture of them.
    explicit ColumnSource(const QString& folder, std::size_t worthKeeping = 100'000);

    /// `mayKeep`: whether a new picture may be written. Waits for one that is still being written.
    [[nodiscard]] Result<std::shared_ptr<const Columns>> current(const CacheStore& cache, bool mayKeep,
                                                                 std::stop_token stop);

private:
    void keep(const CacheVersion& version);

    QString m_path;
    std::size_t m_worthKeeping;
    std::shared_ptr<const Columns> m_columns;
    CacheVersion m_version;
    std::jthread m_writing;
};

} // namespace cordon
