// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/stage/groups.h"

namespace cordon::bench {

/// The filter is a range of time, which SQLite answers from its index alone.
Results regroupDomain(Stage& stage)
{
    Measured result = stage.begin("regroup-domain", "regroup uploads by domain, filtered", {1.0 / 15, 1, 2, 17});
    result.rival = QStringLiteral("SQLite, index (domain, t)");
    const Grouping grouping{TimeCut::None, 0, QStringLiteral("uploaded:2020-01-01..2025-07-01"),
                            "SELECT domain_id, 0, count(*) FROM upload "
                            "WHERE t >= 1577836800000000 AND t < 1751328000000000 GROUP BY domain_id"};
    contestGroups(stage, result, grouping);
    result.note = QStringLiteral("filter and grouping; grouping alone, where the filter stays: %1 ms")
                      .arg(groupsOfKeptRows(stage, grouping), 0, 'f', 2);
    return {result};
}

} // namespace cordon::bench
