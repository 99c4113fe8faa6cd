// SPDX-License-Identifier: Apache-2.0
#include "core/store/change_log.h"

#include <algorithm>
#include <utility>

namespace cordon::store {

namespace {

/// So many entries at most lie in the file: some MiB, and read in a moment.
constexpr std::int64_t kMostEntries = 100'000;
/// Ranges that are no farther apart become one.
constexpr std::int64_t kSmallGap = 4;
constexpr std::int64_t kMostId = std::int64_t{1} << 40;

void forgetChanges(Connection& connection, std::int64_t upTo)
{
    connection.run("DELETE FROM change");
    connection.run("UPDATE change_start SET generation = ?", upTo);
}

} // namespace

RowRanges joined(RowRanges ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const RowRange& a, const RowRange& b) { return a.first < b.first; });
    RowRanges out;
    for (const RowRange& range : ranges) {
        if (!out.empty() && range.first - kSmallGap <= out.back().last) {
            out.back().last = std::max(out.back().last, range.last);
        } else {
            out.push_back(range);
        }
    }
    return out;
}

void ChangeLog::note(Changed kind, std::int64_t id)
{
    RowRanges& ranges = m_ranges[static_cast<std::size_t>(kind) - 1];
    if (!ranges.empty() && id >= ranges.back().first && id <= ranges.back().last + 1) {
        ranges.back().last = std::max(ranges.back().last, id);
    } else {
        ranges.push_back({id, id});
    }
}

bool ChangeLog::isEmpty() const
{
    return std::all_of(m_ranges.begin(), m_ranges.end(), [](const RowRanges& ranges) { return ranges.empty(); });
}

std::array<RowRanges, kChangedKinds> ChangeLog::take()
{
    std::array<RowRanges, kChangedKinds> taken;
    for (std::size_t kind = 0; kind < kChangedKinds; ++kind) {
        taken[kind] = joined(std::exchange(m_ranges[kind], {}));
    }
    return taken;
}

void ChangeLog::write(Connection& connection)
{
    if (isEmpty()) {
        return;
    }
    const auto changes = take();
    const std::int64_t next = connection.number("SELECT generation + 1 FROM state");
    if (connection.number("SELECT generation FROM change_start") >= next) {
        return; // nothing of this generation is written down
    }
    std::int64_t entries = connection.number("SELECT coalesce(max(rowid), 0) FROM change");
    for (const RowRanges& ranges : changes) {
        entries += std::ssize(ranges);
    }
    if (next == 1 || entries > kMostEntries) {
        forgetChanges(connection, next);
        return;
    }
    for (std::size_t kind = 0; kind < kChangedKinds; ++kind) {
        for (const RowRange& range : changes[kind]) {
            connection.run("INSERT INTO change(generation, kind, first, last) VALUES (?, ?, ?, ?)", next, kind + 1,
                           range.first, range.last);
        }
    }
}

std::int64_t Changes::rows() const
{
    std::int64_t sum = 0;
    for (const RowRanges& kind : ranges) {
        for (const RowRange& range : kind) {
            sum += range.last - range.first + 1;
        }
    }
    return sum;
}

Changes changesAfter(Connection& connection, std::uint64_t generation)
{
    Changes changes;
    Query start = connection.query("SELECT 1 FROM change_start WHERE generation <= ?", generation);
    changes.known = start.next();
    if (!changes.known) {
        return changes;
    }
    Query row = connection.query("SELECT kind, first, last FROM change WHERE generation > ?", generation);
    while (row.next()) {
        // A foreign file may hold any number; rows beyond these no import has made.
        const auto kind = static_cast<std::size_t>(std::clamp<std::int64_t>(row.number(0), 1, kChangedKinds)) - 1;
        changes.ranges[kind].push_back(
            {std::clamp<std::int64_t>(row.number(1), 0, kMostId), std::clamp<std::int64_t>(row.number(2), 0, kMostId)});
    }
    for (RowRanges& ranges : changes.ranges) {
        ranges = joined(std::move(ranges));
    }
    return changes;
}

} // namespace cordon::store
