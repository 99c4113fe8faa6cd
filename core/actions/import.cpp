// SPDX-License-Identifier: Apache-2.0
#include "core/actions/import.h"

#include "core/actions/matching.h"
#include "core/store/cache_store.h"
#include "core/store/workspace.h"

namespace cordon {

namespace {

Result<std::vector<Subject>> subjectsToFlag(Session& session, const QString& rule, std::stop_token stop)
{
    const auto filter = parseFilter(rule == QLatin1String("all") ? QString() : rule);
    if (!filter) {
        return tl::unexpected(filter.error());
    }
    const auto index = session.index();
    auto set = matchSubjects(*filter, *index, session.filterContext(), std::nullopt, stop);
    if (!set) {
        return tl::unexpected(set.error());
    }
    return set->subjects(*index);
}

// Flags what the rule names and notes the change as part of this import.
Done flagByRule(Session& session, const QString& rule, ImportOutcome& outcome, std::stop_token stop)
{
    CacheStore& cache = session.workspace().cache();
    if (auto loaded = session.reload(stop); !loaded) {
        return loaded;
    }
    const auto subjects = subjectsToFlag(session, rule, stop);
    if (!subjects) {
        return tl::unexpected(subjects.error());
    }
    if (auto flagged = cache.flag(*subjects); !flagged) {
        return flagged;
    }
    const auto generation = cache.finishImport();
    if (!generation) {
        return tl::unexpected(generation.error());
    }
    outcome.generation = *generation;
    return {};
}

} // namespace

Result<ImportOutcome> importInto(Session& session, const ImportOrder& order, const ProgressSink& progress,
                                 std::stop_token stop)
{
    if (auto writable = checkWritable(session); !writable) {
        return tl::unexpected(writable.error());
    }
    if (order.flag && *order.flag != QLatin1String("all")) {
        // A filter that cannot be read is found before anything is imported.
        if (const auto filter = parseFilter(*order.flag); !filter) {
            return tl::unexpected(filter.error());
        }
    }
    auto outcome = importPaths(session.workspace().cache(), order.paths, progress, stop);
    if (!outcome) {
        // Batches that were written before the stop are kept, so the picture may have changed.
        [[maybe_unused]] const Done loaded = session.reload(); // the first error is what a person must know
        return outcome;
    }
    if (order.flag) {
        if (auto flagged = flagByRule(session, *order.flag, *outcome, stop); !flagged) {
            return tl::unexpected(flagged.error());
        }
    }
    if (auto loaded = session.reload(stop); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return outcome;
}

} // namespace cordon
