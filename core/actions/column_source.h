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
/// has not changed, the picture kept beside the cache, an older one of these with what has changed
/// since, else the cache itself; of new columns a new picture is kept. Thread: one call at a time; the
/// picture is written on a thread of its own.
class ColumnSource {
public:
    /// `folder`: the workspace's. Caches of fewer rows than `worthKeeping` are read as fast as a
    /// picture of them.
    explicit ColumnSource(const QString& folder, std::size_t worthKeeping = 100'000);

    /// `mayKeep`: whether a new picture may be written. Waits for one that is still being written.
    [[nodiscard]] Result<std::shared_ptr<const Columns>> current(const CacheStore& cache, bool mayKeep,
                                                                 std::stop_token stop);

private:
    /// Columns and whose they are.
    struct Seen {
        std::shared_ptr<const Columns> columns; ///< null: there are none
        CacheVersion version;
    };

    [[nodiscard]] Result<Seen> picture(const CacheVersion& version, const std::stop_token& stop) const;
    [[nodiscard]] static Result<Seen> broughtUpToDate(const CacheStore& cache, const Seen& before,
                                                      const std::stop_token& stop);
    [[nodiscard]] static Result<Seen> built(const CacheStore& cache, const std::stop_token& stop);
    void keep();

    QString m_path;
    std::size_t m_worthKeeping;
    Seen m_seen;
    std::jthread m_writing;
};

} // namespace cordon
