// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/job_runner.h"
#include "ui/models/view_data.h"
#include "ui/models/working_set.h"

#include <QHash>

namespace cordon::ui {

/// What groups of a table tick: uploads stand for their projects.
[[nodiscard]] constexpr Table tickedTable(Table of)
{
    return of == Table::Uploads ? Table::Projects : of;
}

/// How much of each group is ticked. Marks of uploads follow from their projects' and are counted on a
/// thread; all others are there at once. Thread: ui.
class GroupMarks : public QObject {
    Q_OBJECT
public:
    GroupMarks(WorkingSet& set, JobRunner& jobs, QObject* parent = nullptr);

    /// Says nothing new until count().
    void setView(std::shared_ptr<const ViewData> view) { m_view = std::move(view); }
    /// Before another list of groups is counted.
    void forget() { m_ticked = Bitmap(); }
    void count();

    [[nodiscard]] std::int64_t tickedIn(std::size_t group) const;
    /// A Mark, or kPartlyTicked.
    [[nodiscard]] int of(std::size_t group) const;
    [[nodiscard]] Mark ofRow(Row row) const;

Q_SIGNALS:
    void changed();

private:
    void countUploads(const Bitmap& projects);

    WorkingSet& m_set;
    JobRunner& m_jobs;
    std::shared_ptr<const ViewData> m_view;
    Bitmap m_ticked; ///< of the grouped rows
    mutable QHash<std::size_t, std::int64_t> m_tickedIn;
};

} // namespace cordon::ui
