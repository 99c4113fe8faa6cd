// SPDX-License-Identifier: Apache-2.0
#include "ui/models/group_marks.h"

#include "ui/models/cells.h"
#include "ui/models/row_words.h"

namespace cordon::ui {

GroupMarks::GroupMarks(WorkingSet& set, JobRunner& jobs, QObject* parent) : QObject(parent), m_set(set), m_jobs(jobs)
{
    connect(&m_set, &WorkingSet::changed, this, [this] {
        count();
        Q_EMIT changed();
    });
}

void GroupMarks::count()
{
    m_tickedIn.clear();
    if (!m_view) {
        m_ticked = Bitmap();
        return;
    }
    const Table table = m_view->groupOf;
    const Bitmap& found = m_view->matching(table);
    if (!m_set.index() || m_set.index()->columns() != m_view->index->columns()) {
        m_ticked = Bitmap(found.size()); // the set speaks of a newer picture; its view is on the way
        return;
    }
    const Bitmap& ticked = table == Table::Accounts ? m_set.ticked().accounts : m_set.ticked().projects;
    if (table == Table::Uploads) {
        countUploads(ticked);
        return;
    }
    m_ticked = ticked.size() == found.size() ? ticked : Bitmap(found.size());
    m_ticked &= found;
}

void GroupMarks::countUploads(const Bitmap& projects)
{
    const std::size_t size = m_view->matching(Table::Uploads).size();
    if (m_ticked.size() != size) {
        m_ticked = Bitmap(size);
    }
    if (!projects.any()) {
        m_ticked.clear();
        return;
    }
    m_jobs.start(
        Lane::Marks, this,
        [view = m_view, projects](const JobRunner::Context& job) {
            Bitmap rows = uploadsOf(*view->index, projects, job.stop());
            if (rows.size() == view->matching(Table::Uploads).size()) {
                rows &= view->matching(Table::Uploads);
            }
            return std::pair(view, std::move(rows));
        },
        [this](std::pair<std::shared_ptr<const ViewData>, Bitmap> answer) {
            if (m_view && answer.first->grouping->spans == m_view->grouping->spans) {
                m_ticked = std::move(answer.second);
                m_tickedIn.clear();
                Q_EMIT changed();
            }
        });
}

std::int64_t GroupMarks::tickedIn(std::size_t group) const
{
    const auto known = m_tickedIn.constFind(group);
    if (known != m_tickedIn.constEnd()) {
        return *known;
    }
    const GroupSpan& each = m_view->groups()[group];
    const std::int64_t ticked = each.end <= m_ticked.size() ? m_ticked.count(each.begin, each.end) : 0;
    m_tickedIn.insert(group, ticked);
    return ticked;
}

int GroupMarks::of(std::size_t group) const
{
    const std::int64_t ticked = tickedIn(group);
    return ticked == 0                                            ? int(Mark::None)
           : ticked >= std::int64_t{m_view->groups()[group].rows} ? int(Mark::Ticked)
                                                                  : kPartlyTicked;
}

Mark GroupMarks::ofRow(Row row) const
{
    const Table of = m_view->groupOf;
    return m_set.mark(tickedTable(of), of == Table::Uploads ? m_view->index->projectOfUpload(row) : row);
}

} // namespace cordon::ui
