// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/stage/groups.h"

namespace cordon::bench {

/// The first row of a domain has no row before it: lag() with a default would take it for a gap of
/// its own size, and NULL for none, so a first row begins a burst by name.
Results gapBursts(Stage& stage)
{
    Measured result = stage.begin("gap-bursts", "bursts of open uploads, gap of 1 h", {1.0 / 40, 1, 2, 17});
    result.rival = QStringLiteral("SQLite, window functions");
    contestGroups(stage, result, {TimeCut::Burst, 1, QStringLiteral("open:yes"), R"(
        SELECT domain_id, min(t), count(*) FROM (
            SELECT domain_id, t, sum(opens) OVER (PARTITION BY domain_id ORDER BY t ROWS UNBOUNDED PRECEDING) AS burst
            FROM (SELECT domain_id, t, coalesce(t - lag(t) OVER (PARTITION BY domain_id ORDER BY t) > 3600000000, 1)
                      AS opens FROM upload WHERE flagged = 1))
        GROUP BY domain_id, burst)"});
    return {result};
}

} // namespace cordon::bench
