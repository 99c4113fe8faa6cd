// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/ingest/importer.h"

namespace cordon {

struct ImportOrder {
    QStringList paths;
    std::optional<QString> flag; ///< "all" or a filter: flagged besides what has a report
};
/// Imports, flags, reloads the session. Rejected lines are in the outcome.
[[nodiscard]] Result<ImportOutcome> importInto(Session& session, const ImportOrder& order, const ProgressSink& progress,
                                               std::stop_token stop);

} // namespace cordon
