// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/readers.h"
#include "core/store/cache_store.h"

#include <QStringList>

#include <vector>

namespace cordon {

struct ImportOutcome {
    CacheCounts counts;                 ///< rows now in the cache
    std::vector<RejectedLine> rejected; ///< at most 10,000 kept
    std::int64_t rejectedTotal = 0;
    std::uint64_t generation = 0;
    std::int64_t rowsRead = 0;    ///< by this run
    std::int64_t bytesBefore = 0; ///< read by an earlier run of the same import that was broken off; 0: none
};

/// Reads files and folders (cli.md, import) and writes them in batches. The same file twice
/// changes nothing. BadInput where a path cannot be used at all: nothing of any path was written
/// before all paths were looked at. Cancelled keeps whole batches. An import that was stopped or
/// killed goes on where it was when the same files, unchanged, are imported next. Thread: caller's.
[[nodiscard]] Result<ImportOutcome> importPaths(CacheStore& cache, const QStringList& paths,
                                                const ProgressSink& progress, std::stop_token stop);

} // namespace cordon
