// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"

#include "core/index/stop_poll.h"

#include <algorithm>
#include <tuple>

namespace cordon {
namespace {

struct Entry {
    Instant at{};
    Row row = 0;
};

struct Window {
    Instant from{}, to{};
};

bool isGrouped(Table table)
{
    return table == Table::Accounts || table == Table::Projects || table == Table::Uploads;
}

/// The clock's window that holds the moment; nothing where groups are not cut by the clock.
std::optional<Window> clockWindow(TimeCut cut, Instant at)
{
    using namespace std::chrono;
    switch (cut) {
    case TimeCut::Hour:
        return Window{startOfHour(at), startOfHour(at) + hours(1)};
    case TimeCut::Day:
        return Window{startOfDay(at), startOfDay(at) + days(1)};
    case TimeCut::Week:
        return Window{startOfWeek(at), startOfWeek(at) + days(7)};
    case TimeCut::None:
    case TimeCut::Burst:
        break;
    }
    return std::nullopt;
}

/// Adds rows to groups. Knows which owners and projects the current group has already counted.
class Counter {
public:
    Counter(const Index& index, Table of)
        : m_index(index), m_of(of), m_accountSeenIn(index.size(Table::Accounts), 0),
          m_projectSeenIn(index.size(Table::Projects), 0)
    {
    }

    void startGroup() { ++m_group; }

    void add(Group& group, const Entry& entry)
    {
        group.first = group.rows == 0 ? entry.at : std::min(group.first, entry.at);
        group.last = group.rows == 0 ? entry.at : std::max(group.last, entry.at);
        ++group.rows;
        if (m_of == Table::Accounts) {
            addAccount(group, entry.row);
        } else if (m_of == Table::Projects) {
            addProject(group, entry.row);
        } else {
            addUpload(group, entry.row);
        }
    }

private:
    void addAccount(Group& group, Row account)
    {
        ++group.accounts;
        for (const Row project : m_index.projectsOwnedBy(account)) {
            if (!m_index.stubs(Table::Projects).test(project)) {
                ++group.projects;
                addFlags(group, Table::Projects, project);
            }
            group.uploads += std::ssize(m_index.uploadsOf(project));
        }
        addFlags(group, Table::Accounts, account);
    }

    void addProject(Group& group, Row project)
    {
        ++group.projects;
        group.uploads += std::ssize(m_index.uploadsOf(project));
        countAccount(group, m_index.ownerOf(project));
        addFlags(group, Table::Projects, project);
    }

    void addUpload(Group& group, Row upload)
    {
        ++group.uploads;
        countAccount(group, m_index.accountOfUpload(upload));
        const Row project = m_index.projectOfUpload(upload);
        if (m_projectSeenIn[project] != m_group) {
            m_projectSeenIn[project] = m_group;
            ++group.projects;
            addFlags(group, Table::Projects, project);
        }
    }

    void countAccount(Group& group, Row account)
    {
        if (m_accountSeenIn[account] != m_group) {
            m_accountSeenIn[account] = m_group;
            ++group.accounts;
            addFlags(group, Table::Accounts, account);
        }
    }

    void addFlags(Group& group, Table table, Row row) const
    {
        if (m_index.flagged(table).test(row)) {
            ++group.flagged;
            group.open += m_index.decided(table).test(row) ? 0 : 1;
        }
    }

    const Index& m_index;
    Table m_of;
    std::uint32_t m_group = 0;
    std::vector<std::uint32_t> m_accountSeenIn, m_projectSeenIn; ///< number of the last group, 0: none
};

/// One walk over the asked rows, laid out by mail domain and, where time cuts, by time.
class Grouping {
public:
    Grouping(const Index& index, const GroupRequest& request, std::stop_token stop)
        : m_index(index), m_request(request), m_stop(std::move(stop)), m_counter(index, request.of)
    {
    }

    [[nodiscard]] std::vector<Group> run()
    {
        if (!layOut()) {
            return {};
        }
        for (std::size_t slot = 0; slot + 1 < m_starts.size(); ++slot) {
            if (!cutDomain(slot)) {
                return {};
            }
        }
        order();
        return std::move(m_groups);
    }

private:
    // Slot 0 holds the rows without a domain, slot n+1 those of domain n.
    [[nodiscard]] std::size_t slotOf(Row row) const
    {
        const auto domain = m_index.domainOf(m_request.of, row);
        return domain ? std::size_t{*domain} + 1 : 0;
    }

    // A counting sort: the domain of a row is a small number, so nothing needs comparing.
    [[nodiscard]] bool layOut()
    {
        const std::vector<Row> rows =
            (m_request.where != nullptr ? *m_request.where : m_index.described(m_request.of)).rows();
        m_starts.assign(m_index.size(Table::Domains) + 2, 0);
        for (const Row row : rows) {
            if (m_stop()) {
                return false;
            }
            ++m_starts[slotOf(row) + 1];
        }
        for (std::size_t i = 1; i < m_starts.size(); ++i) {
            m_starts[i] += m_starts[i - 1];
        }
        std::vector<std::size_t> next(m_starts.begin(), m_starts.end() - 1);
        m_entries.resize(rows.size());
        for (const Row row : rows) {
            m_entries[next[slotOf(row)]++] = Entry{m_index.timeOf(m_request.of, row), row};
        }
        return !m_stop();
    }

    [[nodiscard]] bool cutDomain(std::size_t slot)
    {
        const auto begin = m_entries.begin() + static_cast<std::ptrdiff_t>(m_starts[slot]);
        const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_starts[slot + 1]);
        if (m_request.cut != TimeCut::None) {
            std::sort(begin, end, [](const Entry& a, const Entry& b) { return a.at < b.at; });
        }
        for (auto entry = begin; entry != end; ++entry) {
            if (m_stop()) {
                return false;
            }
            if (entry == begin || startsGroup(*entry)) {
                start(slot, entry->at);
            }
            m_counter.add(m_groups.back(), *entry);
        }
        if (begin != end) {
            finish(m_groups.back());
        }
        return true;
    }

    [[nodiscard]] bool startsGroup(const Entry& entry) const
    {
        const Group& current = m_groups.back();
        if (m_request.cut == TimeCut::Burst) {
            return entry.at - current.last > m_request.gap;
        }
        return current.to && entry.at >= *current.to;
    }

    void start(std::size_t slot, Instant at)
    {
        Group group;
        if (slot > 0) {
            group.domain = static_cast<Row>(slot - 1);
        }
        if (!m_groups.empty()) {
            finish(m_groups.back());
        }
        if (const auto window = clockWindow(m_request.cut, at)) {
            group.from = window->from;
            group.to = window->to;
        }
        m_groups.push_back(group);
        m_counter.startGroup();
    }

    // A burst's window is known only when its last row is.
    void finish(Group& group) const
    {
        if (m_request.cut == TimeCut::Burst) {
            group.from = group.first;
            group.to = group.last + Microseconds(1);
        }
    }

    // Domain rows stand in the order of their names, so comparing rows compares names.
    void order()
    {
        const auto key = [](const Group& group) { return std::tuple(-group.rows, group.domain, group.from); };
        std::sort(m_groups.begin(), m_groups.end(), [&key](const Group& a, const Group& b) { return key(a) < key(b); });
        if (m_request.limit != 0 && m_groups.size() > m_request.limit) {
            m_groups.resize(m_request.limit);
        }
    }

    const Index& m_index;
    const GroupRequest& m_request;
    StopPoll m_stop;
    Counter m_counter;
    std::vector<std::size_t> m_starts;
    std::vector<Entry> m_entries;
    std::vector<Group> m_groups;
};

} // namespace

std::vector<Group> groupBy(const Index& index, const GroupRequest& request, std::stop_token stop)
{
    return isGrouped(request.of) ? Grouping(index, request, std::move(stop)).run() : std::vector<Group>();
}

Bitmap membersOf(const Index& index, const GroupRequest& request, const Group& group)
{
    Bitmap members(index.size(request.of));
    if (!isGrouped(request.of)) {
        return members;
    }
    const Bitmap asked = request.where != nullptr ? *request.where : index.described(request.of);
    asked.forEach([&](Row row) {
        const Instant at = index.timeOf(request.of, row);
        const bool inWindow = (!group.from || at >= *group.from) && (!group.to || at < *group.to);
        members.set(row, inWindow && index.domainOf(request.of, row) == group.domain);
    });
    return members;
}

} // namespace cordon
