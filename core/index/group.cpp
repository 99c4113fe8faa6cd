// SPDX-License-Identifier: Apache-2.0
// Where the groups lie. What they hold: group_counter.cpp.
#include "core/index/group.h"

#include "core/index/group_starts.h"
#include "core/index/in_parts.h"
#include "core/index/stop_poll.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cordon {
namespace {

bool isGrouped(Table table)
{
    return table == Table::Accounts || table == Table::Projects || table == Table::Uploads;
}

/// Groups from the bits of their rows. Almost all groups are small, so sizes are counted first and each
/// group is then written where it belongs: largest first, else as they stand, which is by domain and
/// time. The few large ones are compared.
class Ordering {
public:
    Ordering(const Bitmap& kept, const Bitmap& starts, const std::vector<Row>& domains)
        : m_kept(kept), m_starts(starts), m_domains(domains), m_parts(partsFor(kept.size()))
    {
    }

    [[nodiscard]] GroupSpans run()
    {
        inParts(m_parts, [this](std::size_t part) { countSizes(part); });
        GroupSpans groups(placeParts());
        inParts(m_parts, [&](std::size_t part) { writeGroups(part, groups); });
        std::stable_sort(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(m_large),
                         [](const GroupSpan& a, const GroupSpan& b) { return a.rows > b.rows; });
        return groups;
    }

private:
    static constexpr std::uint32_t kSmall = 4096;
    /// The first is for all that are not small.
    using Sizes = std::array<std::size_t, kSmall>;
    static std::size_t sizeOf(std::uint32_t rows) { return kSmall - std::min(rows, kSmall); }
    [[nodiscard]] std::size_t begin(std::size_t part) const { return partBegin(m_kept.words().size(), part, m_parts); }

    void countSizes(std::size_t part)
    {
        forEachGroup(m_kept, m_starts, begin(part), begin(part + 1),
                     [&sizes = m_next[part]](const GroupRows& group) { ++sizes[sizeOf(group.rows)]; });
    }

    /// From how many of each size to where the next one goes; gives the number of groups.
    [[nodiscard]] std::size_t placeParts()
    {
        std::size_t sum = 0;
        for (std::size_t size = 0; size < kSmall; ++size) {
            for (std::size_t part = 0; part < m_parts; ++part) {
                sum += std::exchange(m_next[part][size], sum);
            }
            m_large = size == 0 ? sum : m_large;
        }
        return sum;
    }

    void writeGroups(std::size_t part, GroupSpans& groups)
    {
        Sizes& next = m_next[part];
        std::size_t slot = 0;
        forEachGroup(m_kept, m_starts, begin(part), begin(part + 1), [&](const GroupRows& group) {
            while (m_domains[slot + 1] <= group.begin) {
                ++slot;
            }
            groups[next[sizeOf(group.rows)]++] = {group.begin, group.end,
                                                  slot == 0 ? kNoRow : static_cast<Row>(slot - 1), group.rows};
        });
    }

    const Bitmap& m_kept;
    const Bitmap& m_starts;
    const std::vector<Row>& m_domains;
    const std::size_t m_parts;
    std::array<Sizes, kMostParts> m_next{};
    std::size_t m_large = 0;
};

} // namespace

GroupSpans cutGroups(const Index& index, const GroupRequest& request, std::stop_token stop)
{
    if (!isGrouped(request.of)) {
        return {};
    }
    const Bitmap& kept = request.where != nullptr ? *request.where : index.described(request.of);
    const Bitmap starts = groupStarts(index, request, kept, stop);
    if (stop.stop_requested()) {
        return {};
    }
    GroupSpans groups =
        Ordering(kept, starts, index.columns()->domainStarts[static_cast<std::size_t>(request.of)]).run();
    if (request.limit != 0 && groups.size() > request.limit) {
        groups.resize(request.limit);
    }
    return groups;
}

std::vector<Group> groupBy(const Index& index, const GroupRequest& request, std::stop_token stop)
{
    const GroupSpans spans = cutGroups(index, request, stop);
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
