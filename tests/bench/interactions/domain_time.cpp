// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/stage/groups.h"

namespace cordon::bench {

namespace {

Results domainByTime(Stage& stage, Measured&& result, TimeCut cut, std::int64_t width)
{
    const std::string step = std::to_string(width);
    result.rival = QStringLiteral("SQLite, index (domain, t)");
    contestGroups(
        stage, result,
        {cut,
         width,
         {},
         "SELECT domain_id, t / " + step + " * " + step + ", count(*) FROM upload GROUP BY domain_id, t / " + step});
    return {std::move(result)};
}

} // namespace

Results domainDay(Stage& stage)
{
    return domainByTime(stage, stage.begin("domain-day", "uploads by domain and day, all", {1.0 / 80, 1, 4, 17}),
                        TimeCut::Day, 86'400'000'000);
}

Results domainHour(Stage& stage)
{
    return domainByTime(stage, stage.begin("domain-hour", "uploads by domain and hour, all", {1.0 / 80, 1, 4, 33}),
                        TimeCut::Hour, 3'600'000'000);
}

} // namespace cordon::bench
