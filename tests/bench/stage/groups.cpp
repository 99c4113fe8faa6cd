// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/stage/groups.h"

#include "tests/bench/generator/trouble.h"

#include <algorithm>

namespace cordon::bench {

namespace {

GroupRequest requestOf(const Grouping& grouping)
{
    GroupRequest request;
    request.of = Table::Uploads;
    request.cut = grouping.cut;
    request.gap = std::chrono::hours(1);
    request.where = grouping.where;
    return request;
}

std::vector<Cell> ourCells(Stage& stage, const Grouping& grouping)
{
    const auto index = stage.session().index();
    const auto times = index->times(Table::Uploads);
    std::vector<Cell> cells;
    for (const GroupSpan& span : cutGroups(*index, requestOf(grouping))) {
        const auto domain = span.domain == kNoRow ? -1 : std::int64_t{stage.domainNumber(index->domain(span.domain))};
        const std::int64_t at = grouping.width == 0 ? 0 : times[span.begin] / grouping.width * grouping.width;
        cells.push_back({domain, at, span.rows});
    }
    std::sort(cells.begin(), cells.end());
    return cells;
}

std::vector<Cell> theirCells(Statement& statement)
{
    std::vector<Cell> cells;
    while (statement.step()) {
        cells.push_back({statement.number(0), statement.number(1), statement.number(2)});
    }
    std::sort(cells.begin(), cells.end());
    return cells;
}

std::string words(const Cell& cell)
{
    return "domain " + std::to_string(cell.domain) + " at " + std::to_string(cell.at) + ": " +
           std::to_string(cell.rows);
}

void mustBeSame(const std::string& name, const std::vector<Cell>& ours, const std::vector<Cell>& theirs)
{
    const auto [mine, other] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    if (mine != ours.end() || other != theirs.end()) {
        throw Trouble(name + ": the groups differ: ours " + (mine == ours.end() ? "none" : words(*mine)) + "; theirs " +
                      (other == theirs.end() ? "none" : words(*other)) + "; of " + std::to_string(ours.size()) +
                      " and " + std::to_string(theirs.size()));
    }
}

} // namespace

void contestGroups(Stage& stage, Measured& result, const Grouping& grouping)
{
    Statement statement = stage.rival().prepare(grouping.sql);
    mustBeSame(result.name.toStdString(), ourCells(stage, grouping), theirCells(statement));

    const auto index = stage.session().index();
    const Side ours{[&] {
        Answer answer;
        for (const GroupSpan& span : cutGroups(*index, requestOf(grouping))) {
            ++answer.rows;
            answer.total += span.rows;
        }
        return answer;
    }};
    const Side theirs{[&] {
        Answer answer;
        while (statement.step()) {
            ++answer.rows;
            answer.total += statement.number(2);
        }
        return answer;
    }};
    compare(result, ours, theirs, stage.rounds());
}

Bitmap uploadsWhere(Stage& stage, const QString& filter)
{
    const auto parsed = Filter::parse(filter);
    if (!parsed) {
        throw Trouble(parsed.error().sentence().toStdString());
    }
    return orTrouble(match(*parsed, *stage.session().index(), Table::Uploads));
}

} // namespace cordon::bench
