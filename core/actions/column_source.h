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
    /// `folder`: the workspace's.
    explicit ColumnSource(const QString& folder);

    [[nodiscard]] Result<std::shared_ptr<const Columns>> current(const CacheStore& cache, std::stop_token stop);

    /// Fewer rows than this are read from the cache as fast as from a picture.
    static constexpr std::size_t kWorthKeeping = 100'000;

private:
    void keep(const CacheVersion& version);

    QString m_path;
    std::shared_ptr<const Columns> m_columns;
    CacheVersion m_version;
    std::jthread m_writing; // last: it ends before what it uses
};

} // namespace cordon
