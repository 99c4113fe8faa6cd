// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "core/index/group_window.h"

#include <algorithm>

namespace cordon {
namespace {

/// Where the rows are accounts, none needs to be told apart from another.
std::vector<std::uint32_t> notesOfOwners(const Index& index, Table of)
{
    return std::vector<std::uint32_t>(of == Table::Accounts ? 0 : index.size(Table::Accounts), 0);
}

} // namespace

GroupCounter::GroupCounter(const Index& index, const GroupRequest& request)
    : m_index(index), m_request(request), m_accountSeenIn(notesOfOwners(index, request.of)),
      m_projectSeenIn(request.of == Table::Uploads ? index.size(Table::Projects) : 0, 0)
{
}

Group GroupCounter::count(const GroupSpan& span)
{
    Group group;
    group.begin = span.begin;
    group.end = span.end;
    group.rows = span.rows;
    group.domain = span.domain == kNoRow ? std::nullopt : std::optional<Row>(span.domain);
    group.first = m_index.timeOf(m_request.of, span.begin);
    group.last = m_index.timeOf(m_request.of, span.end - 1);
    if (m_request.cut == TimeCut::Burst) {
        group.from = group.first;
        group.to = group.last + Microseconds(1);
    } else if (m_request.cut != TimeCut::None) {
        const TimeWindow window = clockWindow(m_request.cut, group.first);
        group.from = window.from;
        group.to = window.to;
    }
    ++m_group;
    const Bitmap& rows = m_request.where != nullptr ? *m_request.where : m_index.described(m_request.of);
    rows.forEachIn(span.begin, span.end, [&](Row row) {
        if (m_request.of == Table::Accounts) {
            addAccount(group, row);
        } else if (m_request.of == Table::Projects) {
            addProject(group, row);
        } else {
            addUpload(group, row);
        }
    });
    return group;
}

void GroupCounter::addAccount(Group& group, Row account) const
{
    ++group.accounts;
    for (const Row project : m_index.projectsOwnedBy(account)) {
        if (!m_index.stubs(Table::Projects).test(project)) {
            ++group.projects;
            group.uploads += std::ssize(m_index.uploadsOf(project));
            addFlags(group, Table::Projects, project);
        }
    }
    addFlags(group, Table::Accounts, account);
}

void GroupCounter::addProject(Group& group, Row project)
{
    ++group.projects;
    group.uploads += std::ssize(m_index.uploadsOf(project));
    countOwner(group, m_index.ownerOf(project));
    addFlags(group, Table::Projects, project);
}

void GroupCounter::addUpload(Group& group, Row upload)
{
    ++group.uploads;
    countOwner(group, m_index.accountOfUpload(upload));
    const Row project = m_index.projectOfUpload(upload);
    if (m_projectSeenIn[project] != m_group) {
        m_projectSeenIn[project] = m_group;
        ++group.projects;
        addFlags(group, Table::Projects, project);
    }
}

void GroupCounter::countOwner(Group& group, Row account)
{
    if (m_accountSeenIn[account] != m_group) {
        m_accountSeenIn[account] = m_group;
        ++group.accounts;
        addFlags(group, Table::Accounts, account);
    }
}

void GroupCounter::addFlags(Group& group, Table table, Row row) const
{
    if (m_index.flagged(table).test(row)) {
        ++group.flagged;
        group.open += m_index.decided(table).test(row) ? 0 : 1;
    }
}

} // namespace cordon
