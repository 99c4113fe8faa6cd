// SPDX-License-Identifier: Apache-2.0
// Where the groups lie. What they hold: group_counter.cpp.
#include "core/index/group.h"

#include "core/index/group_window.h"
#include "core/index/huge_pages.h"
#include "core/index/stop_poll.h"

#include <algorithm>
#include <limits>

namespace cordon {
namespace {

bool isGrouped(Table table)
{
    return table == Table::Accounts || table == Table::Projects || table == Table::Uploads;
}

/// One walk over the asked rows. The rows of a domain stand side by side in the order of time, so a
/// group ends where the next row belongs elsewhere and nothing has to be sorted or looked up.
class Cutting {
public:
    Cutting(const Index& index, const GroupRequest& request, std::stop_token stop)
        : m_rows(request.where != nullptr ? *request.where : index.described(request.of)),
          m_starts(index.columns()->domainStarts[static_cast<std::size_t>(request.of)]),
          m_times(index.times(request.of)), m_request(request), m_stop(std::move(stop))
    {
    }

    [[nodiscard]] std::vector<GroupSpan> run()
    {
        // Most uploads by the hour stand nearly alone; asking for room a few times too often costs more.
        reserveColumn(m_groups, m_request.cut == TimeCut::None ? m_starts.size() : m_rows.size() / 8);
        for (std::size_t slot = 0; slot + 1 < m_starts.size(); ++slot) {
            if (m_stop()) {
                return {};
            }
            m_domain = slot == 0 ? kNoRow : static_cast<Row>(slot - 1);
            if (!cutDomain(m_starts[slot], m_starts[slot + 1])) {
                return {};
            }
        }
        return std::move(m_groups);
    }

private:
    [[nodiscard]] bool cutDomain(Row begin, Row end)
    {
        if (m_request.cut == TimeCut::None) {
            if (const std::int64_t rows = m_rows.count(begin, end); rows > 0) {
                m_groups.push_back({m_rows.firstIn(begin, end), m_rows.lastIn(begin, end) + 1, m_domain,
                                    static_cast<std::uint32_t>(rows)});
            }
            return true;
        }
        // In pieces, so that a domain of millions of rows ends soon when asked to.
        constexpr Row kPiece = 1U << 18;
        bool open = false;
        for (Row from = begin; from < end; from += std::min(kPiece, end - from)) {
            if (m_stop.now()) {
                return false;
            }
            const Row to = from + std::min(kPiece, end - from);
            m_request.cut == TimeCut::Burst ? cutByGap(from, to, open) : cutByClock(from, to, open);
        }
        return true;
    }

    void cutByGap(Row begin, Row end, bool& open)
    {
        m_rows.forEachIn(begin, end, [&](Row row) {
            const std::int64_t at = m_times[row];
            take(row, !open || at - m_reach > m_request.gap.count());
            m_reach = at;
            open = true;
        });
    }

    void cutByClock(Row begin, Row end, bool& open)
    {
        m_rows.forEachIn(begin, end, [&](Row row) {
            const std::int64_t at = m_times[row];
            const bool starts = !open || at >= m_reach;
            take(row, starts);
            if (starts) {
                m_reach = clockWindow(m_request.cut, Instant(Microseconds(at))).to.time_since_epoch().count();
                open = true;
            }
        });
    }

    void take(Row row, bool starts)
    {
        if (starts) {
            m_groups.push_back({row, row, m_domain, 0});
        }
        GroupSpan& group = m_groups.back();
        group.end = row + 1;
        ++group.rows;
    }

    const Bitmap& m_rows;
    const std::vector<Row>& m_starts;
    std::span<const std::int64_t> m_times;
    const GroupRequest& m_request;
    StopPoll m_stop;
    Row m_domain = kNoRow;
    std::int64_t m_reach = 0; ///< end of the clock's window, or the time of the row before
    std::vector<GroupSpan> m_groups;
};

/// Largest first, else as they stand, which is by domain and time. Almost all groups are small, so
/// sizes are counted; the few large ones are compared.
std::vector<GroupSpan> largestFirst(std::vector<GroupSpan> groups)
{
    constexpr std::size_t kSmall = 4096;
    std::array<std::size_t, kSmall + 1> next{};
    const auto bucket = [](const GroupSpan& group) {
        return kSmall - std::min(std::size_t{group.rows}, std::size_t{kSmall});
    };
    for (const GroupSpan& group : groups) {
        ++next[bucket(group)];
    }
    std::size_t sum = 0;
    for (std::size_t& start : next) {
        sum += std::exchange(start, sum);
    }
    std::vector<GroupSpan> out;
    reserveColumn(out, groups.size());
    out.resize(groups.size());
    for (const GroupSpan& group : groups) {
        out[next[bucket(group)]++] = group;
    }
    std::stable_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(next[0]),
                     [](const GroupSpan& a, const GroupSpan& b) { return a.rows > b.rows; });
    return out;
}

} // namespace

std::vector<GroupSpan> cutGroups(const Index& index, const GroupRequest& request, std::stop_token stop)
{
    if (!isGrouped(request.of)) {
        return {};
    }
    std::vector<GroupSpan> groups = largestFirst(Cutting(index, request, std::move(stop)).run());
    if (request.limit != 0 && groups.size() > request.limit) {
        groups.resize(request.limit);
    }
    return groups;
}

std::vector<Group> groupBy(const Index& index, const GroupRequest& request, std::stop_token stop)
{
    const std::vector<GroupSpan> spans = cutGroups(index, request, stop);
    std::vector<Group> groups;
    groups.reserve(spans.size());
    GroupCounter counter(index, request);
    StopPoll stopped(std::move(stop));
    for (const GroupSpan& span : spans) {
        if (stopped.now()) {
            return {};
        }
        groups.push_back(counter.count(span));
    }
    return groups;
}

Bitmap membersOf(const Index& index, const GroupRequest& request, const Group& group)
{
    if (!isGrouped(request.of)) {
        return Bitmap(index.size(request.of));
    }
    Bitmap members = request.where != nullptr ? *request.where : index.described(request.of);
    members.keepRange(group.begin, group.end);
    return members;
}

} // namespace cordon
