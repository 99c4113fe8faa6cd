// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/stage/groups.h"

#include "tests/bench/generator/trouble.h"

#include <algorithm>

namespace cordon::bench {

namespace {

GroupSpans groupsAmong(const Index& index, const Grouping& grouping, const std::optional<Bitmap>& kept)
{
    GroupRequest request;
    request.of = Table::Uploads;
    request.cut = grouping.cut;
    request.gap = std::chrono::hours(1);
    request.where = kept ? &*kept : nullptr;
    return cutGroups(index, request);
}

std::optional<Bitmap> keptBy(Stage& stage, const Grouping& grouping)
{
    return grouping.filter.isEmpty() ? std::nullopt : std::optional(uploadsWhere(stage, grouping.filter));
}

Answer summed(const GroupSpans& groups)
{
    Answer answer{std::ssize(groups), 0};
    for (const GroupSpan& span : groups) {
        answer.total += span.rows;
    }
    return answer;
}

std::vector<Cell> ourCells(Stage& stage, const Grouping& grouping)
{
    const auto index = stage.session().index();
    const auto times = index->times(Table::Uploads);
    std::vector<Cell> cells;
    for (const GroupSpan& span : groupsAmong(*index, grouping, keptBy(stage, grouping))) {
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
    const Side ours{[&] { return summed(groupsAmong(*index, grouping, keptBy(stage, grouping))); }};
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

double groupsOfKeptRows(Stage& stage, const Grouping& grouping)
{
    const auto index = stage.session().index();
    const auto kept = keptBy(stage, grouping);
    Measured result;
    measure(result, {[&] { return summed(groupsAmong(*index, grouping, kept)); }}, stage.rounds());
    return result.ours.median;
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
